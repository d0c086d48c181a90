"""The topology of a self-hosted stack: what is in the code, the same in every environment."""

from __future__ import annotations

from collections.abc import Iterable

from rtgen.decide.decisions import Decisions
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Availability, Tier
from rtgen.plan.components import resources
from rtgen.plan.model import Edge, OwnServer, RedisPlan, StackPlan, Timeouts
from rtgen.plan.tokens import token_variable

TIMEOUTS = Timeouts(
    heartbeat_s=25, pong_s=8, idle_s=120, origin_read_s=60, deregistration_s=30, shutdown_s=30, stop_s=120
)
"""2 × 25 s stays below CloudFront's 60 s and the load balancer's 120 s, which 60 s of CloudFront stays below in turn.
120 s is the most that Fargate waits for a container to stop."""

NO_ARM64_ZONES = ("use1-az3",)
"""Zones where Fargate has no ARM64 (AWS: Amazon ECS task definitions for 64-bit ARM workloads)."""
NO_VPC_ORIGIN_ZONES = ("apne1-az3", "apne2-az1", "cac1-az3", "use1-az3", "usw1-az2")
"""Zones that CloudFront's VPC origins do not reach (AWS: Restrict access with VPC origins)."""
PLAIN_CONFIG_FEATURES = 100
"""Features up to which the gateway's configuration stands readable in the task definition: some 200 bytes each, where
ECS takes 64 KiB of everything (AWS: Amazon ECS service quotas). Compressed, 1,000 features are 6 KiB."""

LEAST_IDLE = {
    Edge.DOMAIN: ("the load balancer", TIMEOUTS.idle_s),
    Edge.CLOUDFRONT: ("CloudFront", TIMEOUTS.origin_read_s),
}
"""Who waits the least for a byte on the way from clients, and for how many seconds."""


def stack_plan(features: FeatureSet, decisions: Decisions, proxies: Iterable[str]) -> StackPlan | None:
    """The stack of a spec; None where nothing of it can be rendered yet."""
    if not _rendered(decisions):
        return None
    platform = features.platform
    tier = decisions.tier.decision.choice
    zones = 3 if platform.availability is Availability.HIGH else 2
    given = all(each.network is not None for each in features.environments)
    certified = all(each.certificate_arn is not None for each in features.environments)
    named = certified or all(each.domain is not None for each in features.environments)
    edge = Edge.DOMAIN if named else Edge.CLOUDFRONT
    stack = StackPlan(
        tier=tier,
        zones=zones,
        # A single task lives in one zone at a time; a gateway for each zone would survive it for nothing.
        nat_gateways=0 if given else 1 if tier is Tier.SINGLE else zones,
        edge=edge,
        timeouts=TIMEOUTS,
        sticky_s=decisions.sticky.choice.seconds if decisions.sticky.choice.enabled else 0,
        redis=_redis(features, decisions),
        jwks=platform.auth is not None,
        packs_config=len(features.features) > PLAIN_CONFIG_FEATURES,
        token_variable=token_variable(features),
        proxies=tuple(sorted(proxies)),
        publishes_from=all(each.backend.publishes_from is not None for each in features.environments),
        resources=(),
        alarm_email=all(each.alarm_email is not None for each in features.environments),
        unusable_zones=NO_ARM64_ZONES if edge is Edge.DOMAIN else NO_VPC_ORIGIN_ZONES,
        network_given=given,
        certificate_given=certified,
        own=OwnServer(platform.gateway, platform.auth) if platform.gateway is not None else None,
    )
    return stack._replace(resources=resources(stack))


def _rendered(decisions: Decisions) -> bool:
    """Whether everything that the stack would stand on is rendered by this version."""
    return decisions.tier.decision.choice is not Tier.MANAGED and decisions.rendered


def _redis(features: FeatureSet, decisions: Decisions) -> RedisPlan | None:
    if decisions.redis.decision.choice is None:
        return None
    given = [each.redis for each in features.environments if each.redis is not None]
    return RedisPlan(
        replicas=decisions.redis.replicas,
        prefix=features.name,
        given=bool(given),
        given_group=bool(given) and all(each.security_group_id is not None for each in given),
        mode=decisions.redis.decision.choice,
        shards=decisions.redis.shards,
    )
