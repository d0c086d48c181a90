"""Plans of stacks that differ in everything in which stacks can differ, made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from render.sample_plan import PLAN
from rtgen.domain.vocabulary import Tier
from rtgen.plan.components import resources
from rtgen.plan.model import Edge, EnvironmentPlan, Json, Plan, RedisPlan, StackPlan
from rtgen.plan.stack import NO_ARM64_ZONES, NO_VPC_ORIGIN_ZONES, TIMEOUTS

SIZES: Mapping[str, Json] = {
    "collectorImage": "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3",
    "gatewayConnectRate": 500,
    "gatewayConnectionsPerTask": 25_000,
    "gatewayCpu": 1024,
    "gatewayImage": "centrifugo/centrifugo:v6.9.1",
    "gatewayMemory": 2048,
    "logRetentionDays": 90,
    "origins": ["https://www.example.com"],
    "protect": True,
    "wafRequestsPerAddress": 12_000,
}
MULTI: Mapping[str, Json] = {"gatewayScaleAt": 16_000, "gatewayTasksMax": 12, "gatewayTasksMin": 6}
DOMAIN: Mapping[str, Json] = {"domainName": "live.example.com", "domainZone": "example.com"}
REDIS: Mapping[str, Json] = {"redisNodeType": "cache.m7g.large"}
BACKEND: Mapping[str, Json] = {"backendUrl": "https://api.example.com/realtime"}
PUBLISHERS: Mapping[str, Json] = {"publishersSecurityGroup": "sg-0123456789abcdef0"}
ALARMS: Mapping[str, Json] = {"alarmEmail": "oncall@example.com"}


def _plan(name: str, stack: StackPlan, *config: Mapping[str, Json]) -> Plan:
    prod: dict[str, Json] = dict(SIZES)
    for part in config:
        prod |= part
    staging: dict[str, Json] = prod | {"protect": False, "origins": [], "logRetentionDays": 14}
    gateway: dict[str, Json] = {
        "client": {"ping_interval": "25s", "pong_timeout": "8s"},
        "http_server": {"internal_port": "9000", "port": 8000},
        "shutdown": {"timeout": "30s"},
    }
    return replace(
        PLAN,
        name=name,
        stack=replace(stack, resources=resources(stack)),
        environments=(EnvironmentPlan("prod", "eu-west-1", prod), EnvironmentPlan("staging", "eu-west-1", staging)),
        gateway_config=gateway,
    )


_MANY = StackPlan(
    tier=Tier.MULTI,
    zones=2,
    nat_gateways=2,
    edge=Edge.DOMAIN,
    timeouts=TIMEOUTS,
    sticky_s=180,
    redis=RedisPlan(replicas=1, prefix="many"),
    jwks=False,
    proxies=("publish", "rpc"),
    publishes_from=False,
    resources=(),
    alarm_email=True,
    unusable_zones=NO_ARM64_ZONES,
)
_ONE = replace(
    _MANY,
    tier=Tier.SINGLE,
    nat_gateways=1,
    edge=Edge.CLOUDFRONT,
    sticky_s=0,
    redis=None,
    proxies=(),
    unusable_zones=NO_VPC_ORIGIN_ZONES,
)

VARIANTS: Mapping[str, Plan] = {
    "many tasks at an own name": _plan("many", _MANY, MULTI, DOMAIN, REDIS, BACKEND, ALARMS),
    "one task behind CloudFront": _plan("one", _ONE, ALARMS),
    "one task that keeps its state in Valkey, tokens of an identity provider, nobody to alarm": _plan(
        "one-kept",
        replace(
            _ONE,
            redis=RedisPlan(replicas=0, prefix="one-kept"),
            jwks=True,
            proxies=("subscribe",),
            publishes_from=True,
            alarm_email=False,
        ),
        REDIS,
        BACKEND,
        PUBLISHERS,
    ),
    "many tasks in three zones, tokens of an identity provider, an existing group of publishers": _plan(
        "many-" + 35 * "x",
        replace(_MANY, zones=3, nat_gateways=3, jwks=True, proxies=(), publishes_from=True, sticky_s=3600),
        MULTI,
        DOMAIN,
        REDIS,
        PUBLISHERS,
        ALARMS,
    ),
}
