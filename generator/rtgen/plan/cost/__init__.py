"""What a stack costs a month: nobody connected, at the spec's load, and at twice that. Offline, from dated list prices.

What is provisioned is priced at the peak that it was sized for, what is metered at the mean of the month.
"""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.decisions import Decisions, EnvironmentCapacity
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Environment
from rtgen.plan.bill import Cost, CostLine
from rtgen.plan.cost import lines, provider
from rtgen.plan.cost.load import mean_load
from rtgen.plan.cost.managed import around
from rtgen.plan.cost.usage import work
from rtgen.plan.environments import log_retention_days
from rtgen.plan.model import ManagedPlan, StackPlan

__all__ = ["Cost", "CostLine", "beside_provider", "costs"]


def costs(
    features: FeatureSet,
    decisions: Decisions,
    stack: StackPlan | None,
    managed: ManagedPlan | None,
) -> tuple[Cost, ...]:
    """The bill of each environment, in the order of the spec; none where no stack is rendered."""
    if stack is not None:
        capacity = {each.environment: each for each in decisions.environments}
        return tuple(
            Cost(each.name, each.region, _own(features, capacity[each.name], stack)) for each in features.environments
        )
    if managed is None:
        return ()
    largest = max(each.scale for each in features.environments)
    return tuple(
        Cost(each.name, each.region, _managed(features, decisions, managed, largest, each))
        for each in features.environments
    )


def _own(features: FeatureSet, capacity: EnvironmentCapacity, stack: StackPlan) -> tuple[CostLine, ...]:
    load = mean_load(capacity.figures, features.audiences.values())
    return (
        *lines.compute(capacity.size),
        *lines.redis(stack, capacity.size),
        *lines.balancers(stack, load),
        *lines.network(stack),
        *lines.traffic(stack, load),
        *lines.firewall(load),
        *lines.watching(stack.resources, lines.CUSTOM_METRICS),
        *lines.logs(),
    )


def _managed(
    features: FeatureSet, decisions: Decisions, managed: ManagedPlan, largest: Fraction, environment: Environment
) -> tuple[CostLine, ...]:
    need = decisions.provider.need
    if need is None:
        raise ValueError("a provider was chosen without a need")
    factor = environment.scale / largest
    return (
        *provider.bill(need, managed.provider, factor),
        *beside_provider(features, decisions, managed, factor, log_retention_days(environment)),
    )


def beside_provider(
    features: FeatureSet, decisions: Decisions, managed: ManagedPlan, factor: Fraction, log_days: int
) -> tuple[CostLine, ...]:
    """What stands in AWS beside a provider, at so many times the load of the largest environment."""
    need = decisions.provider.need
    return () if need is None else tuple(around(managed, work(features, decisions, managed, need, factor), log_days))
