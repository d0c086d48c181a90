"""Which resources each component registers. One builder for each component, called in the order of `__main__.py`."""

from __future__ import annotations

from rtgen.plan.components.autoscaling import autoscaling
from rtgen.plan.components.edge import edge
from rtgen.plan.components.gateway import gateway
from rtgen.plan.components.keys import keys
from rtgen.plan.components.logs import logs
from rtgen.plan.components.monitoring import monitoring
from rtgen.plan.components.naming import in_order
from rtgen.plan.components.network import network
from rtgen.plan.components.publish import publish
from rtgen.plan.components.redis import redis
from rtgen.plan.components.traffic import traffic
from rtgen.plan.components.waf import waf
from rtgen.plan.model import Resource, StackPlan

BUILDERS = (network, traffic, logs, edge, waf, publish, redis, keys, gateway, autoscaling, monitoring)


def resources(stack: StackPlan) -> tuple[Resource, ...]:
    """Every resource of a stack, sorted by component, name and type: a new one shows as one line in a diff."""
    return in_order(resource for builder in BUILDERS for resource in builder(stack))
