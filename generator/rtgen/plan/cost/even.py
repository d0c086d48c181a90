"""Where running the gateway and paying a provider cost the same. Searched for when asked, not with every plan."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from rtgen.decide.decisions import Candidate, Decisions, NodeSize
from rtgen.decide.provider.break_even import BreakEven, break_even
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Tier
from rtgen.plan.bill import Cost, largest
from rtgen.plan.cost import beside_provider
from rtgen.plan.cost.lines import TASKS
from rtgen.plan.environments import log_retention_days
from rtgen.plan.managed import around
from rtgen.plan.model import Plan

FEWEST = {Tier.SINGLE: 1, Tier.MULTI: 2}


def break_evens(features: FeatureSet, own: Plan) -> tuple[BreakEven, ...]:
    """One for each provider that fits and whose price crosses the self-hosted stack's; none where there is no stack.

    `own` is the plan on servers of one's own: the spec's, or what it would be without a provider.
    """
    need = own.decisions.provider.need
    if own.stack is None or need is None:
        return ()
    bill = largest(own.costs)
    sizes = {each.environment: each.size for each in own.decisions.environments}
    hosted = self_hosted(bill, sizes[bill.environment], FEWEST[own.decisions.tier.decision.choice])
    log_days = next(log_retention_days(each) for each in features.environments if each.name == bill.environment)
    found = (
        break_even(hosted, each, need, _beside(features, own.decisions, each, log_days))
        for each in own.decisions.provider.candidates
        if each.fits
    )
    return tuple(each for each in found if each is not None)


def _beside(
    features: FeatureSet, decisions: Decisions, of: Candidate, log_days: int
) -> Callable[[Fraction], Fraction | None] | None:
    """What the stack around a provider would cost by the load; None for a service that no stack is written for."""
    if of.provider is None:
        return None
    managed = around(features, decisions, of.provider)

    def monthly(factor: Fraction) -> Fraction | None:
        lines = beside_provider(features, decisions, managed, factor, log_days)
        return sum((Fraction(line.at_spec) for line in lines if line.at_spec is not None), Fraction(0))

    return monthly


def self_hosted(bill: Cost, size: NodeSize, fewest: int) -> Callable[[Fraction], Fraction | None]:
    """The bill by the load: tasks grow with it in whole ones, what is metered in proportion, all else stays.

    Another node of Redis and another tier are not in it; the thresholds say when they are due.
    """
    tasks = next(line for line in bill.lines if line.item == TASKS)
    each = Fraction(tasks.at_spec or 0) / size.tasks_min
    metered = Fraction(bill.at_spec) - Fraction(bill.idle)
    fixed = Fraction(bill.idle) - Fraction(tasks.idle or 0)

    def monthly(factor: Fraction) -> Fraction | None:
        return fixed + metered * factor + each * max(fewest, math.ceil(size.tasks_min * factor))

    return monthly
