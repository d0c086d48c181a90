"""What a stack watches: the alarms that its topology has, each with its runbook."""

from __future__ import annotations

from rtgen.plan.model import StackPlan
from rtgen.plan.monitoring.edge import edge
from rtgen.plan.monitoring.gateway import gateway
from rtgen.plan.monitoring.model import METRIC_DIMENSIONS, NAMESPACES, Alarm, Limit, Missing, Runbook, Source, Statistic
from rtgen.plan.monitoring.own import own
from rtgen.plan.monitoring.redis import redis

__all__ = (
    "METRIC_DIMENSIONS",
    "NAMESPACES",
    "Alarm",
    "Limit",
    "Missing",
    "Runbook",
    "Source",
    "Statistic",
    "alarms",
)


def alarms(stack: StackPlan) -> tuple[Alarm, ...]:
    """The alarms of a stack, in the order in which a reader meets them: gateway, edge, Redis."""
    return (*(own(stack, stack.own.gateway.metrics) if stack.own else gateway(stack)), *edge(stack), *redis(stack))
