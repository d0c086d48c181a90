"""What clients reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Edge, Resource, StackPlan


def edge(stack: StackPlan) -> Iterator[Resource]:
    """A load balancer with a certificate, or a distribution in front of an internal one."""
    component = Component("edge")
    yield component.has("lb/loadBalancer:LoadBalancer", "load-balancer")
    yield component.has("lb/targetGroup:TargetGroup", "clients")
    yield component.has("lb/listener:Listener", "http")
    match stack.edge:
        case Edge.DOMAIN:
            yield component.has("lb/listener:Listener", "https")
            if not stack.certificate_given:
                yield component.has("route53/record:Record", "address")
                yield from component.certificate()
        case Edge.CLOUDFRONT:
            yield component.has("cloudfront/vpcOrigin:VpcOrigin", "origin")
            yield component.has("cloudfront/distribution:Distribution", "distribution", protect=True)
        case _:
            assert_never(stack.edge)
