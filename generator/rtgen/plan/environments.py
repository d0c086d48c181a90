"""One `Pulumi.<environment>.yaml` for each environment: sizes and names, never topology."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rtgen.decide.decisions import PROVIDER_CONNECTIONS, Decisions, EnvironmentCapacity, NodeSize
from rtgen.decide.limits import HEADROOM
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Environment
from rtgen.domain.vocabulary import Tier
from rtgen.plan.given_api import address
from rtgen.plan.model import Edge, EnvironmentPlan, Json, ManagedPlan, StackPlan

GATEWAY_IMAGE = "centrifugo/centrifugo:v6.9.1"
COLLECTOR_IMAGE = "public.ecr.aws/docker/library/telegraf:1.37.0-alpine"
RETENTION_DAYS = 14
RETENTION_DAYS_PROTECTED = 90
ARRIVAL_S = 300
"""Within which everybody who may come has a token: half of a token's life, after which each is renewed; policy."""
LEAST_RATE = 20
"""Requests a second that a token endpoint takes at least; policy."""
MOST_RATE = 10_000
"""Requests a second that API Gateway takes from an account (AWS: quotas of API Gateway)."""


def environment_plans(
    features: FeatureSet,
    decisions: Decisions,
    stack: StackPlan | None,
    managed: ManagedPlan | None = None,
    copied: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> tuple[EnvironmentPlan, ...]:
    """The environments with their sizes; with the configuration of their stack where there is one."""
    capacity = {each.environment: each for each in decisions.environments}
    return tuple(
        EnvironmentPlan(
            name=each.name,
            region=each.region,
            config=_config(each, capacity[each.name], stack, managed),
            copied=copied.get(each.name, frozenset()),
        )
        for each in features.environments
    )


def _config(
    environment: Environment, capacity: EnvironmentCapacity, stack: StackPlan | None, managed: ManagedPlan | None
) -> dict[str, Json]:
    if stack is not None:
        config = _own(environment, capacity, stack)
    elif managed is not None:
        config = _managed(environment, capacity, managed)
    else:
        return {}
    return dict(sorted((_shared(environment) | config).items()))


def _shared(environment: Environment) -> dict[str, Json]:
    """What any stack is told."""
    return {
        "protect": environment.protect,
        "origins": list(environment.origins),
        "logRetentionDays": log_retention_days(environment),
    }


def log_retention_days(environment: Environment) -> int:
    """How long an environment keeps its logs."""
    return RETENTION_DAYS_PROTECTED if environment.protect else RETENTION_DAYS


def _own(environment: Environment, capacity: EnvironmentCapacity, stack: StackPlan) -> dict[str, Json]:
    """What differs between environments where the stack holds the connections."""
    size = capacity.size
    config: dict[str, Json] = {
        "gatewayImage": stack.own.gateway.image if stack.own else GATEWAY_IMAGE,
        "collectorImage": COLLECTOR_IMAGE,
        "gatewayCpu": size.cpu,
        "gatewayMemory": size.memory_mib,
        "gatewayConnectionsPerTask": size.connections_per_task,
        "gatewayConnectRate": size.connect_rate,
        "wafRequestsPerAddress": capacity.waf_requests_per_address,
    }
    if stack.tier is Tier.MULTI:
        config |= {
            "gatewayTasksMin": size.tasks_min,
            "gatewayTasksMax": size.tasks_max,
            "gatewayScaleAt": size.scale_at,
        }
    if stack.edge is Edge.DOMAIN and environment.domain is not None:
        config |= {"domainName": environment.domain.name, "domainZone": environment.domain.zone}
    if stack.certificate_given:
        config["certificateArn"] = environment.certificate_arn
    config |= _redis(environment, size, stack) | _network(environment, stack)
    if stack.proxies:
        config["backendUrl"] = environment.backend.url
    if stack.publishes_from:
        config["publishersSecurityGroup"] = environment.backend.publishes_from
    if stack.alarm_email:
        config["alarmEmail"] = environment.alarm_email
    return config


def _managed(environment: Environment, capacity: EnvironmentCapacity, managed: ManagedPlan) -> dict[str, Json]:
    """What differs between environments where a provider holds the connections."""
    peak = next(each.value for each in capacity.figures if each.name == PROVIDER_CONNECTIONS)
    most = -(-peak * HEADROOM.value // 1)
    # Everybody asks when a match begins, and twice within a token's life.
    rate = min(max(int(-(-most // ARRIVAL_S)), LEAST_RATE), MOST_RATE)
    config: dict[str, Json] = {
        "tokenRate": rate,
        "tokenBurst": min(2 * rate, MOST_RATE),
    }
    if managed.endpoint.api_given and environment.api is not None:
        config |= {
            "apiId": environment.api.id,
            "apiPath": environment.api.path,
            "apiUrl": address(environment.api, environment.region),
        }
    if managed.queue is not None:
        config["publishConcurrency"] = managed.queue.concurrency(environment.scale)
    if managed.watched:
        config |= {each.usage.setting: each.at(environment.scale) for each in managed.limits}
    if managed.alarm_email:
        config["alarmEmail"] = environment.alarm_email
    return config


def _redis(environment: Environment, size: NodeSize, stack: StackPlan) -> dict[str, Json]:
    """The size of the stack's own nodes, or where those are that are there already."""
    if stack.redis is None:
        return {}
    given = environment.redis
    if given is None:
        shards: dict[str, Json] = {"redisShards": stack.redis.shards} if stack.redis.sharded else {}
        return {"redisNodeType": size.redis_node_type, **shards}
    group: dict[str, Json] = {"redisSecurityGroup": given.security_group_id} if stack.redis.given_group else {}
    return {
        "redisEndpoint": given.endpoint,
        "redisPort": given.port,
        "redisSecretArn": given.secret_arn,
        **group,
    }


def _network(environment: Environment, stack: StackPlan) -> dict[str, Json]:
    """The ids of a network that is there already; the tasks are never in its public subnets."""
    given = environment.network
    if given is None:
        return {}
    config: dict[str, Json] = {"vpcId": given.vpc_id, "privateSubnetIds": list(given.private_subnet_ids)}
    if stack.edge is Edge.DOMAIN:
        config["publicSubnetIds"] = list(given.public_subnet_ids)
    return config
