"""What a stack expects of what is there already; nothing of that is changed or adopted."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.model import Edge, StackPlan


def expectations(stack: StackPlan) -> tuple[str, ...]:
    """One sentence each, with `code` in backticks; none for a stack that makes everything itself."""
    return tuple(_of_network(stack) if stack.network_given else ())


def _of_network(stack: StackPlan) -> Iterator[str]:
    yield "The private subnets lie in two availability zones or more, without those where Fargate has no ARM64."
    yield (
        "Each private subnet has free addresses for a deployment: for as many tasks as run at most, twice, "
        "and eight for each load balancer."
    )
    yield "The private subnets reach the internet by a NAT gateway: images, secrets, logs and metrics come that way."
    yield "The VPC resolves DNS names and gives hosts DNS names (`enableDnsSupport`, `enableDnsHostnames`)."
    match stack.edge:
        case Edge.DOMAIN:
            yield "The public subnets lie in two availability zones or more, and route to an internet gateway."
        case Edge.CLOUDFRONT:
            yield "The VPC has an internet gateway: CloudFront asks for one, although no traffic takes it."
    yield "No network ACL refuses what the security groups of the stack allow."
