"""RT812: subnets that a doubled deployment does not fit into."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.limits import DEPLOYMENT_FACTOR
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.plan.model import Plan

RULE = Rule(
    "RT812",
    "Subnets too small for a deployment",
    Severity.ERROR,
    "Each task has an address of its own, and a deployment starts as many again before the old ones stop.",
)
PRIVATE_PREFIX = 20
"""Of each zone's private subnet in the network that a stack makes: blocks of /20, from 10.0.16.0 on."""
RESERVED = 5
"""Addresses of each subnet that AWS keeps (AWS: subnet CIDR blocks)."""
BALANCER = 8
"""Addresses that a load balancer needs free in a subnet to grow (AWS: Application Load Balancers)."""
_ADDRESS_BITS = 32


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """The most tasks of each environment, doubled, against what a zone's subnet holds; only in a network of its own."""
    stack = plan.stack
    if stack is None or any(each.network is not None for each in features.environments):
        return
    largest = max(features.audiences.values(), key=lambda each: each.peak_users)
    free = (1 << (_ADDRESS_BITS - PRIVATE_PREFIX)) - RESERVED - BALANCER - (stack.redis is not None)
    for each in plan.decisions.environments:
        most = each.size.tasks_max * int(DEPLOYMENT_FACTOR.value)
        needed = -(-most // stack.zones)
        if needed > free:
            yield Finding(
                RULE.id,
                RULE.severity,
                None,
                f"A deployment of {each.environment} runs out of addresses.",
                "Let a managed provider carry this load, or divide it over several stacks.",
                facts.place_of(largest.provenance, "peak_users"),
                evidence=f"{most:,} tasks in {stack.zones} zones; a /{PRIVATE_PREFIX} has {free:,} addresses for them",
            )
