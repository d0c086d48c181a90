"""What a stack costs a month: nobody connected, at the spec's load, and at twice that. Offline, from dated list prices.

What is provisioned is priced at the peak that it was sized for, what is metered at the mean of the month.
"""

from __future__ import annotations

from rtgen.decide.decisions import Decisions, EnvironmentCapacity
from rtgen.domain.features import FeatureSet
from rtgen.plan.bill import Cost, CostLine
from rtgen.plan.cost import lines
from rtgen.plan.cost.load import mean_load
from rtgen.plan.model import StackPlan

__all__ = ["Cost", "CostLine", "costs"]


def costs(features: FeatureSet, decisions: Decisions, stack: StackPlan | None) -> tuple[Cost, ...]:
    """The bill of each environment, in the order of the spec; none where no stack is rendered."""
    if stack is None:
        return ()
    capacity = {each.environment: each for each in decisions.environments}
    return tuple(
        Cost(each.name, each.region, _lines(features, capacity[each.name], stack)) for each in features.environments
    )


def _lines(features: FeatureSet, capacity: EnvironmentCapacity, stack: StackPlan) -> tuple[CostLine, ...]:
    load = mean_load(capacity.figures, features.audiences.values())
    return (
        *lines.compute(capacity.size),
        *lines.redis(stack, capacity.size),
        *lines.balancers(stack, load),
        *lines.network(stack),
        *lines.traffic(stack, load),
        *lines.firewall(load),
        *lines.watching(stack),
    )
