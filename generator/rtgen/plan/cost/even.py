"""Where running the gateway and paying a provider cost the same, by both whole bills."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import partial

from rtgen.decide.decisions import Decisions, NodeSize, Twice
from rtgen.decide.hosted import hosted
from rtgen.decide.provider.break_even import BreakEven, Monthly, break_even
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Provider, Tier
from rtgen.plan.bill import Cost
from rtgen.plan.cost import own_bill
from rtgen.plan.cost.lines import TASKS
from rtgen.plan.cost.managed import around
from rtgen.plan.cost.prices import Tables, of_region
from rtgen.plan.cost.usage import work
from rtgen.plan.environments import log_retention_days
from rtgen.plan.managed import around as stack_around
from rtgen.plan.stack import stack_plan

FEWEST = {Tier.SINGLE: 1, Tier.MULTI: 2}


def break_evens(
    features: FeatureSet, decisions: Decisions, proxies: Iterable[str], tables: Tables
) -> tuple[BreakEven, ...]:
    """One for each provider that fits, in the order of the candidates, for the largest environment.

    None where servers of one's own are not rendered, or where no provider fits.
    """
    need = decisions.provider.need
    fitting = [each for each in decisions.provider.candidates if each.fits]
    if need is None or not decisions.rendered or not fitting:
        return ()
    own = OwnServers(features, decisions, tuple(proxies), tables)

    def beside(provider: Provider) -> Monthly:
        managed = stack_around(features, decisions, provider)
        month, prices = work(features, decisions, managed, need), of_region(tables, own.environment.region)
        days = log_retention_days(own.environment)

        def monthly(factor: Fraction) -> Fraction:
            lines = around(prices, managed, month.times(factor), days)
            return sum((Fraction(line.at_spec) for line in lines if line.at_spec is not None), Fraction(0))

        return monthly

    return tuple(
        break_even(own, each, need, None if each.provider is None else partial(beside, each.provider))
        for each in fitting
    )


class OwnServers:
    """What servers of one's own cost by the load, in the largest environment."""

    def __init__(self, features: FeatureSet, decisions: Decisions, proxies: tuple[str, ...], tables: Tables) -> None:
        self.environment = max(features.environments, key=lambda each: each.scale)
        self._features = features
        self._decisions = decisions
        self._proxies = proxies
        self._tables = tables
        self._known: dict[Fraction, tuple[Cost, NodeSize, Tier]] = {}

    def monthly(self, factor: Fraction) -> Fraction:
        """USD a month with the tier, Redis and tasks that the rules choose at so many times the declared load."""
        return Fraction(self._at(factor)[0].at_spec)

    def near(self, factor: Fraction) -> Monthly:
        """About the same for loads near this one, of which it has the tier, the Redis and the size of tasks.

        Tasks grow with the load in whole ones, what is metered in proportion.
        """
        bill, size, tier = self._at(factor)
        tasks = next(line for line in bill.lines if line.item == TASKS)
        each = Fraction(tasks.at_spec or 0) / size.tasks_min
        metered = Fraction(bill.at_spec) - Fraction(bill.idle)
        fixed = Fraction(bill.idle) - Fraction(tasks.idle or 0)

        def monthly(at: Fraction) -> Fraction:
            times = at / factor
            return fixed + metered * times + each * max(FEWEST[tier], math.ceil(size.tasks_min * times))

        return monthly

    def _at(self, factor: Fraction) -> tuple[Cost, NodeSize, Tier]:
        if factor not in self._known:
            found = hosted(self._features, self._decisions.load, self.environment, factor)
            decisions = self._decisions._replace(tier=found.tier, redis=found.redis)
            stack = stack_plan(self._features, decisions, self._proxies)
            if stack is None:
                raise ValueError("servers of one's own are rendered at every load, or at none")
            size = found.capacity.size
            twice = Twice(self.environment.name, size.tasks_min, size.redis_node_type)
            bill = own_bill(self._features, self.environment, (found.capacity, twice), stack, self._tables)
            self._known[factor] = bill, size, found.tier.decision.choice
        return self._known[factor]
