"""The security groups, and who may open a connection to whom."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Edge, Resource, StackPlan

GROUP = "ec2/securityGroup:SecurityGroup"
INGRESS = "vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "vpc/securityGroupEgressRule:SecurityGroupEgressRule"


def traffic(stack: StackPlan) -> Iterator[Resource]:
    """Groups, and a rule on each side of every allowed connection."""
    component = Component("traffic")
    domain = stack.edge is Edge.DOMAIN
    groups = ["edge", "publishers", "gateway"]
    entries = ["edge-from-https", "edge-from-http"] if domain else ["edge-from-cloudfront"]
    connections = [("edge", "gateway"), ("edge", "gateway-health")]
    if domain:
        groups.append("publish")
        connections += [("publishers", "publish"), ("publish", "gateway")]
    else:
        connections.append(("publishers", "edge"))
    if stack.publishes_from:
        entries.append("publish-from-given" if domain else "edge-from-given")
    if stack.redis is not None and not stack.redis.given:
        groups.append("redis")
        connections.append(("gateway", "redis"))

    for group in groups:
        yield component.has(GROUP, group)
    for entry in entries:
        yield component.has(INGRESS, entry)
    for source, target in connections:
        yield component.has(EGRESS, f"{source}-to-{target}")
        yield component.has(INGRESS, f"{target}-from-{source}")
    if stack.redis is not None and stack.redis.given:
        yield component.has(EGRESS, "gateway-to-redis")
        if stack.redis.given_group:
            yield component.has(INGRESS, "redis-from-gateway")
    yield component.has(EGRESS, "gateway-to-https")
