"""How far what was decided is from what comes next: value, threshold, and the growth of the peak that crosses it.

All of the largest environment, with tasks of the size that it runs: more load adds tasks, another size is a new plan.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import redis_thresholds
from rtgen.decide.capacity import Sized
from rtgen.decide.capacity.growth import Growth
from rtgen.decide.connections import exactly_planned
from rtgen.decide.limits import REDIS_NODE_CONNECTIONS
from rtgen.decide.steps import FARTHEST, last
from rtgen.decide.threshold import FALLS, RECORDED, Threshold
from rtgen.decide.topology import RedisDecision, TierDecision
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Managed, Tier


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
        found += redis_thresholds.of_mode(growth, redis, users, features.platform.gateway)
    if largest.node is not None:
        found += redis_thresholds.of_node(growth, largest.node, redis.shards, users)
    if largest.node is not None and choice is Tier.MULTI:
        found += _connections(growth, users)
    return tuple(found)


def online(features: FeatureSet, scale: Fraction) -> Fraction:
    """Users at the same time at peak, of every audience that a feature has, in the environment of this scale."""
    named = {feature.audience for feature in features.features}
    return sum(features.audiences[name].peak_users for name in named) * scale


def _tier(tier: TierDecision, largest: Sized, users: Fraction, managed: Managed) -> Iterator[Threshold]:
    planned, value = exactly_planned(largest.demand.load.connections, largest.demand.scale), tier.max_connections.value
    if not planned:
        return
    if tier.threshold is not None:
        large = tier.decision.choice is Tier.MULTI and managed is not Managed.AVOID
        then = f"{Tier.MANAGED if large else Tier.MULTI} tier"
        yield Threshold("tier", value, tier.threshold, "connections", tier.threshold / planned, users, then)
    if tier.stays_to is not None:
        most, then = tier.stays_to.connections, f"{tier.stays_to.then} tier"
        yield Threshold(f"tier{RECORDED}", value, most, "connections", most / planned, users, then)
    if tier.falls is not None:
        least, then = tier.falls.connections, f"{tier.falls.then} tier"
        yield Threshold(f"tier{FALLS}", value, least, "connections", (least - 1) / planned, users, then)


def _tasks(growth: Growth, users: Fraction, *, single: bool) -> Iterator[Threshold]:
    """The load that asks for another size of a single task, or for more tasks than autoscaling may start."""
    loads = [each for each in growth.carried() if each.load]
    if loads:
        first = min(loads, key=lambda each: each.capacity / each.load)
        then = "a larger task" if single else "more than tasks_max"
        value, most = math.ceil(first.load), math.floor(first.capacity)
        yield Threshold("tasks", value, most, first.unit, first.capacity / first.load, users, then)


def _connections(growth: Growth, users: Fraction) -> Iterator[Threshold]:
    """The tasks that together open more connections than a node of any type takes."""
    now, most = growth.redis_connections(Fraction(1)), REDIS_NODE_CONNECTIONS.value
    holds = most / now if now > most else last(lambda times: growth.redis_connections(times) > most, FARTHEST**2)
    if holds is not None:
        unit, then = "connections a node", "no larger node"
        yield Threshold("redis_connections", math.ceil(now), math.floor(most), unit, holds, users, then)
