"""The web application firewall."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Edge, Resource, StackPlan


def waf(stack: StackPlan) -> Iterator[Resource]:
    """A web ACL; a distribution names its own, a load balancer is associated with it."""
    component = Component("waf")
    yield component.has("wafv2/webAcl:WebAcl", "acl")
    if stack.edge is Edge.DOMAIN:
        yield component.has("wafv2/webAclAssociation:WebAclAssociation", "association")
