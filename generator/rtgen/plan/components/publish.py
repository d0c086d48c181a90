"""The way to publish."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Edge, Resource, StackPlan

HTTPS_PORT = 443
HTTP_PORT = 9000
"""Where no certificate is for the API's name: it never leaves the VPC."""


def publish_port(stack: StackPlan) -> int:
    """Where publishers find the API."""
    return HTTPS_PORT if stack.edge is Edge.DOMAIN and not stack.certificate_given else HTTP_PORT


def publish(stack: StackPlan) -> Iterator[Resource]:
    """An internal listener in front of the gateway's API."""
    component = Component("publish")
    yield component.has("lb/targetGroup:TargetGroup", "api")
    named = stack.edge is Edge.DOMAIN
    if named:
        yield component.has("lb/loadBalancer:LoadBalancer", "load-balancer")
    if named and not stack.certificate_given:
        yield component.has("lb/listener:Listener", "https")
        yield component.has("route53/record:Record", "address")
        yield from component.certificate()
    else:
        yield component.has("lb/listener:Listener", "http")
