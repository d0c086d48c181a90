"""What a stack costs a month: nobody connected, at the spec's load, and at twice that. Offline, from dated list prices.

What is provisioned is priced at the peak that it was sized for, what is metered at the mean of the month.
"""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.decisions import Decisions, EnvironmentCapacity, Twice
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Environment
from rtgen.plan.bill import Cost, CostLine
from rtgen.plan.cost import lines, provider
from rtgen.plan.cost.load import mean_load
from rtgen.plan.cost.managed import around
from rtgen.plan.cost.prices import Tables, of_region
from rtgen.plan.cost.usage import Work, work
from rtgen.plan.environments import log_retention_days
from rtgen.plan.model import ManagedPlan, StackPlan

__all__ = ["Cost", "CostLine", "costs", "own_bill"]


def costs(
    features: FeatureSet,
    decisions: Decisions,
    stack: StackPlan | None,
    managed: ManagedPlan | None,
    tables: Tables,
) -> tuple[Cost, ...]:
    """The bill of each environment, in the order of the spec; none where no stack is rendered."""
    if stack is not None:
        sizes = zip(features.environments, decisions.environments, decisions.twice, strict=True)
        return tuple([own_bill(features, each, (capacity, twice), stack, tables) for each, capacity, twice in sizes])
    if managed is None:
        return ()
    need = decisions.provider.need
    if need is None:
        raise ValueError("a provider was chosen without a need")
    month = work(features, decisions, managed, need)
    largest = max(each.scale for each in features.environments)
    return tuple([_managed(month, managed, each, each.scale / largest, tables) for each in features.environments])


def own_bill(
    features: FeatureSet,
    environment: Environment,
    sizes: tuple[EnvironmentCapacity, Twice],
    stack: StackPlan,
    tables: Tables,
) -> Cost:
    """The bill of one environment of a self-hosted stack."""
    (capacity, twice), prices = sizes, of_region(tables, environment.region)
    load = mean_load(capacity.figures, features.audiences.values())
    found = (
        *lines.compute(prices, capacity.size, twice),
        *lines.redis(prices, stack, capacity.size, twice),
        *lines.balancers(prices, stack, load),
        *lines.network(prices, stack),
        *lines.traffic(prices, stack, load),
        *lines.firewall(prices, load),
        *lines.watching(prices, stack.resources, lines.CUSTOM_METRICS),
        *lines.logs(prices),
    )
    return Cost(environment.name, environment.region, prices.region, prices.read, found)


def _managed(month: Work, managed: ManagedPlan, environment: Environment, factor: Fraction, tables: Tables) -> Cost:
    prices = of_region(tables, environment.region)
    found = (
        *provider.bill(month.need, managed.provider, factor),
        *around(prices, managed, month.times(factor), log_retention_days(environment)),
    )
    return Cost(environment.name, environment.region, prices.region, prices.read, found)
