"""Sizes, each with its working: connections and messages, tasks, Redis, reconnecting, and the WAF's limit."""

import math
from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import redis_stays
from rtgen.decide.capacity import reconnect, redis, tasks, traffic, waf
from rtgen.decide.capacity.demand import Demand, demand
from rtgen.decide.capacity.redis import RedisLoad
from rtgen.decide.capacity.tasks import Tasks
from rtgen.decide.connections import peak_connections
from rtgen.decide.decision import Figure
from rtgen.decide.decisions import EnvironmentCapacity, NodeSize, Reconnect
from rtgen.decide.limits import ZONES, ZONES_HIGH, NodeType
from rtgen.decide.load import Load
from rtgen.decide.lock import RecordedDecisions, Settled
from rtgen.decide.topology import RedisDecision
from rtgen.decide.working import figure, number
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Environment, Platform
from rtgen.domain.vocabulary import Availability, Tier
from rtgen.record import NamedTuple


class Sized(NamedTuple):
    """One environment with the sizes that its demand asks for."""

    environment: Environment
    demand: Demand
    tasks: Tasks
    redis: RedisLoad | None
    """None where there is no Redis."""
    node: NodeType | None
    """Of each node of Redis."""


class Capacity(NamedTuple):
    """The sizes of all environments."""

    sized: tuple[Sized, ...]
    largest: Sized
    """The one that the topology is decided from."""
    reconnect: Reconnect
    figures: tuple[Figure, ...]
    """Of the largest environment."""
    environments: tuple[EnvironmentCapacity, ...]
    settled: tuple[Settled, ...]
    """The node types of Redis, as they are recorded."""


def zones(platform: Platform) -> int:
    """Availability zones that the stack uses."""
    return int((ZONES_HIGH if platform.availability is Availability.HIGH else ZONES).value)


def largest_scale(features: FeatureSet) -> Fraction:
    """The scale of the largest environment."""
    return max(environment.scale for environment in features.environments)


def redis_deliveries(features: FeatureSet, load: Load, tier: Tier) -> int:
    """Messages a second from Redis to the gateway's tasks in the largest environment."""
    largest = demand(load, largest_scale(features))
    needed = tasks.tasks(largest, tier, zones(features.platform), number(0))
    deliveries, _ = redis.to_tasks(largest, int(needed.least.value))
    return math.ceil(deliveries.value)


class _Asked(NamedTuple):
    """What all environments share."""

    features: FeatureSet
    load: Load
    tier: Tier
    redis: RedisDecision
    recorded: RecordedDecisions


def decide_capacity(
    features: FeatureSet, load: Load, tier: Tier, redis_decision: RedisDecision, recorded: RecordedDecisions
) -> Capacity:
    """The sizes for this tier and this mode of Redis. `recorded` is what the stack's last plan decided."""
    asked = _Asked(features, load, tier, redis_decision, recorded)
    found = tuple(_sized(each, asked) for each in features.environments)
    sized = tuple(each for each, _ in found)
    largest = max(sized, key=lambda each: each.demand.scale)
    storms = reconnect.storms(largest.demand, largest.tasks, tier, zones(features.platform))
    comes_back, _ = reconnect.reconnect(storms)
    users = features.platform.users_per_address
    environments = tuple(_capacity(each, tier, redis_decision.shards, comes_back, users) for each in sized)
    own = next(each for each in environments if each.environment == largest.environment.name)
    settled = tuple(each for _, each in found if each is not None)
    return Capacity(sized, largest, comes_back, (*own.figures, *reconnect.figures(storms)), environments, settled)


def _sized(environment: Environment, of: _Asked) -> tuple[Sized, Settled | None]:
    """The environment with its sizes, and the record of its node type where it has nodes."""
    asked, mode = demand(of.load, environment.scale), of.redis.decision.choice
    state = redis.state_memory(asked) if of.tier is Tier.SINGLE and mode is None else number(0)
    needed = tasks.tasks(asked, of.tier, zones(of.features.platform), number(state.value))
    if mode is None:
        return Sized(environment, asked, needed, None, None), None
    connections = redis.connections(int(needed.most.value), single=of.tier is Tier.SINGLE)
    carried = redis.redis_load(asked, int(needed.least.value), connections)
    before = redis_stays.Before(of.recorded, f"{mode}; shards {of.redis.shards}", of.features.provenance.entry)
    node, settled = redis_stays.settled_node(environment.name, carried, of.redis.shards, before)
    return Sized(environment, asked, needed, carried, node), settled


def _capacity(of: Sized, tier: Tier, shards: int, comes_back: Reconnect, users: int) -> EnvironmentCapacity:
    return EnvironmentCapacity(
        environment=of.environment.name,
        size=NodeSize(
            cpu=of.tasks.cpu,
            memory_mib=of.tasks.memory_mib,
            connections_per_task=int(of.tasks.connections.value),
            scale_at=int(tasks.scale_at(of.tasks, of.demand).value),
            tasks_min=int(of.tasks.least.value),
            tasks_max=int(of.tasks.most.value),
            connect_rate=int(of.tasks.connect_rate.value),
            redis_node_type=None if of.node is None else of.node.name,
        ),
        waf_requests_per_address=int(waf.requests_per_address(of.demand.load, users, comes_back).value),
        figures=tuple(_figures(of, tier, shards, comes_back, users)),
    )


def _figures(of: Sized, tier: Tier, shards: int, comes_back: Reconnect, users: int) -> Iterator[Figure]:
    connections = of.demand.load.connections
    yield figure("peak_connections", "connections", peak_connections(connections, of.demand.scale), connections.names)
    yield figure("max_connections", "connections", of.demand.planned)
    yield from traffic.figures(of.demand)
    yield from tasks.figures(of.tasks, of.demand, tier)
    if of.redis is not None:
        yield from redis.figures(of.redis, shards)
    yield from waf.figures(of.demand.load, users, comes_back)
