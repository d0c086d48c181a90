"""Where running the gateway and paying a provider cost the same, by both whole bills."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from rtgen.decide.decisions import Decisions, NodeSize
from rtgen.decide.provider.break_even import BreakEven, Monthly, break_even
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Provider, Tier
from rtgen.plan.bill import Cost, largest
from rtgen.plan.cost.lines import TASKS
from rtgen.plan.cost.managed import around
from rtgen.plan.cost.prices import Tables, of_region
from rtgen.plan.cost.usage import work
from rtgen.plan.environments import log_retention_days
from rtgen.plan.managed import around as stack_around

FEWEST = {Tier.SINGLE: 1, Tier.MULTI: 2}


def break_evens(
    features: FeatureSet, decisions: Decisions, bills: Sequence[Cost], tables: Tables
) -> tuple[BreakEven, ...]:
    """One for each provider that fits, in the order of the candidates, for the environment that costs most.

    `decisions` and `bills` are those of servers of one's own: the spec's, or what they would be without a provider.
    None where no such stack is rendered, which has no bills.
    """
    need = decisions.provider.need
    fitting = [each for each in decisions.provider.candidates if each.fits]
    if not bills or need is None or not fitting:
        return ()
    bill = largest(bills)
    environment = next(each for each in features.environments if each.name == bill.environment)
    capacity = next(each for each in decisions.environments if each.environment == bill.environment)
    hosted = self_hosted(bill, capacity.size, FEWEST[decisions.tier.decision.choice])

    def beside(provider: Provider) -> Monthly:
        managed = stack_around(features, decisions, provider)
        month, prices = work(features, decisions, managed, need), of_region(tables, environment.region)
        days = log_retention_days(environment)

        def monthly(factor: Fraction) -> Fraction:
            lines = around(prices, managed, month.times(factor), days)
            return sum((Fraction(line.at_spec) for line in lines if line.at_spec is not None), Fraction(0))

        return monthly

    return tuple(
        break_even(hosted, each, need, None if each.provider is None else partial(beside, each.provider))
        for each in fitting
    )


def self_hosted(bill: Cost, size: NodeSize, fewest: int) -> Monthly:
    """The bill by the load: tasks grow with it in whole ones, what is metered in proportion, all else stays.

    Another node of Redis and another tier are not in it; the thresholds say when they are due.
    """
    tasks = next(line for line in bill.lines if line.item == TASKS)
    each = Fraction(tasks.at_spec or 0) / size.tasks_min
    metered = Fraction(bill.at_spec) - Fraction(bill.idle)
    fixed = Fraction(bill.idle) - Fraction(tasks.idle or 0)

    def monthly(factor: Fraction) -> Fraction:
        return fixed + metered * factor + each * max(fewest, math.ceil(size.tasks_min * factor))

    return monthly
