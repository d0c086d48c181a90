"""What a stack expects of what is there already; nothing of that is changed or adopted."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.publish import publish_port
from rtgen.plan.model import Edge, RedisPlan, StackPlan


def expectations(stack: StackPlan) -> tuple[str, ...]:
    """One sentence each, with `code` in backticks; none for a stack that makes everything itself."""
    return (
        *(_of_network(stack) if stack.network_given else ()),
        *(_of_certificate() if stack.certificate_given else ()),
        *(_of_publishers(stack) if stack.publishes_from else ()),
        *(_of_redis(stack.redis) if stack.redis and stack.redis.given else ()),
    )


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
            yield (
                "The public subnets lie in two availability zones or more, have eight free addresses each, "
                "and route to an internet gateway."
            )
        case Edge.CLOUDFRONT:
            yield "The VPC has an internet gateway: CloudFront asks for one, although no traffic takes it."
    yield "No network ACL refuses what the security groups of the stack allow."


def _of_certificate() -> Iterator[str]:
    yield "The certificate is issued, stands in the region of the stack, and covers the name that clients use."
    yield (
        "That name points at the output `dns_target`: by an alias record in Route 53 (its zone is the output "
        "`dns_target_zone`), elsewhere by a CNAME. The stack makes no record."
    )
    yield "Somebody renews it: ACM does so for its own as long as their DNS proof stands, not for imported ones."


def _of_publishers(stack: StackPlan) -> Iterator[str]:
    port = publish_port(stack)
    yield (
        f"What carries the security group that may publish reaches port {port} of the stack's own group: it lies in "
        "this VPC or in one that is peered with it, and its rules let it out. The stack adds no rule to it."
    )


def _of_redis(redis: RedisPlan) -> Iterator[str]:
    yield "Redis 6.2 or Valkey, without cluster mode, at an address that follows the primary through a failover."
    yield "It speaks TLS with a certificate that a public authority signed, as ElastiCache's are."
    yield "Its secret is a JSON object with the keys `username` and `password`, under AWS's own key."
    yield (
        f"That user may use keys and channels that begin with `{redis.prefix}.`, with the commands of reading, "
        "writing, pub/sub and scripting."
    )
    yield (
        "The stack adds one rule to its security group: its port, from the gateway's group."
        if redis.given_group
        else "Its security group lets the gateway's in: name it as `redis.security_group_id`, or add the rule yourself."
    )
    yield "Its nodes are watched by you: the stack has alarms about the gateway's side alone."
