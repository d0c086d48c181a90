"""How far what was decided is from what comes next: value, threshold, and the growth of the peak that crosses it.

All of the largest environment, with tasks of the size that it runs: more load adds tasks, another size is a new plan.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction

from rtgen.decide.capacity import Sized
from rtgen.decide.capacity.growth import Growth
from rtgen.decide.capacity.redis import bounds
from rtgen.decide.connections import exactly_planned
from rtgen.decide.decisions import RedisDecision, TierDecision
from rtgen.decide.limits import NODE_TYPES, REDIS_DELIVERIES, REDIS_NODE_CONNECTIONS, NodeType
from rtgen.decide.threshold import Threshold
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Managed, RedisMode, Tier

_FARTHEST = 128
"""Times the peak beyond which no threshold is looked for."""
_STEPS = 100
"""Steps of growth in one: hundredths."""


def thresholds(
    features: FeatureSet, largest: Sized, tier: TierDecision, redis: RedisDecision, zones: int
) -> tuple[Threshold, ...]:
    """The thresholds of a spec; the nearest is told first by whoever shows one alone. A provider's are its own."""
    users = online(features, largest.demand.scale)
    choice = tier.decision.choice
    found = [*_tier(tier, largest, users, features.platform.managed)]
    growth = Growth(largest, 1 if choice is Tier.SINGLE else zones)
    if choice is not Tier.MANAGED:
        found += _tasks(growth, users, single=choice is Tier.SINGLE)
    if choice is Tier.MULTI:
        found += _mode(growth, redis, users)
    if largest.node is not None:
        found += _node(growth, largest.node, redis.shards, users)
    if largest.node is not None and choice is Tier.MULTI:
        found += _connections(growth, users)
    return tuple(found)


def online(features: FeatureSet, scale: Fraction) -> Fraction:
    """Users at the same time at peak, of every audience that a feature has, in the environment of this scale."""
    named = {feature.audience for feature in features.features}
    return sum(features.audiences[name].peak_users for name in named) * scale


def _tier(tier: TierDecision, largest: Sized, users: Fraction, managed: Managed) -> Iterator[Threshold]:
    planned = exactly_planned(largest.demand.load.connections, largest.demand.scale)
    if tier.threshold is None or not planned:
        return
    large = tier.decision.choice is Tier.MULTI and managed is not Managed.AVOID
    then = Tier.MANAGED if large else Tier.MULTI
    holds = tier.threshold / planned
    yield Threshold("tier", tier.max_connections.value, tier.threshold, "connections", holds, users, f"{then} tier")


def _tasks(growth: Growth, users: Fraction, *, single: bool) -> Iterator[Threshold]:
    """The load that asks for another size of a single task, or for more tasks than autoscaling may start."""
    loads = [each for each in growth.carried() if each.load]
    if loads:
        first = min(loads, key=lambda each: each.capacity / each.load)
        then = "a larger task" if single else "more than tasks_max"
        value, most = math.ceil(first.load), math.floor(first.capacity)
        yield Threshold("tasks", value, most, first.unit, first.capacity / first.load, users, then)


def _mode(growth: Growth, redis: RedisDecision, users: Fraction) -> Iterator[Threshold]:
    """The deliveries that ask for one more shard."""
    most = int(REDIS_DELIVERIES.value) * redis.shards
    deliveries = growth.redis(Fraction(1)).deliveries
    crossed = most / deliveries if deliveries > most else None
    holds = crossed or _holds(lambda times: growth.redis(times).deliveries > most)
    then = "client-sharded" if redis.decision.choice is RedisMode.REPLICATED else "one more shard"
    if holds is not None:
        yield Threshold("redis_mode", math.ceil(deliveries), most, "messages/s", holds, users, then)


def _node(growth: Growth, now: NodeType, shards: int, users: Fraction) -> Iterator[Threshold]:
    """What asks for the next node type first: memory, bandwidth, or messages on a burstable one."""
    today = bounds(growth.redis(Fraction(1)), shards, now)
    value, most, unit = max(today, key=lambda each: each[0] / each[1])
    if value > most:
        holds = most / value
    else:
        found = _holds(lambda times: any(value > most for value, most, _ in bounds(growth.redis(times), shards, now)))
        if found is None:
            return
        over = bounds(growth.redis(found + Fraction(1, _STEPS)), shards, now)
        first = next(index for index, (value, most, _) in enumerate(over) if value > most)
        holds, (value, most, unit) = found, today[first]
    larger = NODE_TYPES[NODE_TYPES.index(now) + 1 :]
    then = larger[0].name if larger else "no larger node"
    yield Threshold("redis_node_type", math.ceil(value), math.floor(most), unit, holds, users, then)


def _connections(growth: Growth, users: Fraction) -> Iterator[Threshold]:
    """The tasks that together open more connections than a node of any type takes."""
    now, most = growth.redis_connections(Fraction(1)), REDIS_NODE_CONNECTIONS.value
    holds = most / now if now > most else _holds(lambda times: growth.redis_connections(times) > most, _FARTHEST**2)
    if holds is not None:
        unit, then = "connections a node", "no larger node"
        yield Threshold("redis_connections", math.ceil(now), math.floor(most), unit, holds, users, then)


def _holds(crossed: Callable[[Fraction], bool], farthest: int = _FARTHEST) -> Fraction | None:
    """The last hundredth of growth that does not cross; None where the farthest does not."""
    least, most = _STEPS, _STEPS * 2
    while most <= _STEPS * farthest and not crossed(Fraction(most, _STEPS)):
        least, most = most, most * 2
    if most > _STEPS * farthest:
        return None
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (least, middle) if crossed(Fraction(middle, _STEPS)) else (middle, most)
    return Fraction(least, _STEPS)
