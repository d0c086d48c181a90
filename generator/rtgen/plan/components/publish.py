"""The way to publish."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Edge, Resource, StackPlan


def publish(stack: StackPlan) -> Iterator[Resource]:
    """An internal listener in front of the gateway's API."""
    component = Component("publish")
    yield component.has("lb/targetGroup:TargetGroup", "api")
    if stack.edge is Edge.DOMAIN:
        yield component.has("lb/loadBalancer:LoadBalancer", "load-balancer")
        yield component.has("lb/listener:Listener", "https")
        yield component.has("route53/record:Record", "address")
        yield from component.certificate()
    else:
        yield component.has("lb/listener:Listener", "http")
