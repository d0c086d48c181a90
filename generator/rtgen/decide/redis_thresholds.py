"""How far Redis is from other shards and from another node type, and how far a recorded one stays beyond that."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction

from rtgen.decide import redis_stays
from rtgen.decide.capacity.growth import Growth
from rtgen.decide.capacity.redis import Asked, bounds, first_fitting
from rtgen.decide.limits import BAND, NODE_TYPES, REDIS_DELIVERIES, NodeType
from rtgen.decide.redis_table import shards_in_cluster
from rtgen.decide.steps import STEP, first_below, last
from rtgen.decide.threshold import FALLS, RECORDED, Threshold
from rtgen.decide.topology import RedisDecision
from rtgen.domain.platform import OwnGateway
from rtgen.domain.vocabulary import RedisMode
from rtgen.record import NamedTuple

_TODAY = Fraction(1)
_MODE, _NODE = "redis_mode", "redis_node_type"
_UNIT = "messages/s"
_HARD = frozenset({"bytes kept", "connections a node"})
"""Units of what a node loses when it is full: there is no band above."""


class _Bound(NamedTuple):
    """The amount that decides, of several."""

    value: Fraction
    most: Fraction
    unit: str


def of_mode(growth: Growth, redis: RedisDecision, users: Fraction, gateway: OwnGateway | None) -> Iterator[Threshold]:
    """The deliveries that ask for one more shard, or for one less."""
    shards, now = redis.shards, growth.redis(_TODAY).deliveries
    most, shown = int(REDIS_DELIVERIES.value) * shards, math.ceil(now)
    first = redis.decision.choice is RedisMode.REPLICATED
    sharded = RedisMode.CLUSTER if shards_in_cluster(gateway) else RedisMode.CLIENT_SHARDED
    then = sharded.value if first else "one more shard"
    holds = most / now if now > most else last(lambda times: growth.redis(times).deliveries > most)
    if holds is None:
        return
    yield Threshold(_MODE, shown, most, _UNIT, holds, users, then)
    stays = last(lambda times: redis_stays.few(shards, growth.redis(times).deliveries))
    if stays is not None and not redis_stays.few(shards, now):
        edge = math.floor(most * (1 + BAND.value))
        yield Threshold(f"{_MODE}{RECORDED}", shown, edge, _UNIT, stays, users, then)
    fewer = int(REDIS_DELIVERIES.value) * (shards - 1)
    if fewer and now <= fewer * (1 + BAND.value) and not redis_stays.many(shards, now):
        falls = first_below(lambda times: redis_stays.many(shards, growth.redis(times).deliveries))
        to = "one shard less" if shards - 1 > 1 else RedisMode.REPLICATED.value
        least = math.floor(fewer * (1 - BAND.value)) + 1
        yield Threshold(f"{_MODE}{FALLS}", shown, least, _UNIT, falls, users, to)


def of_node(growth: Growth, now: NodeType, shards: int, users: Fraction) -> Iterator[Threshold]:
    """What asks for another node type first: memory, bandwidth, connections, or messages on a burstable one."""
    today = growth.redis(_TODAY)

    def over(load: Asked) -> Iterator[_Bound]:
        return (_Bound(*each) for each in bounds(load, shards, now) if each[0] > each[1])

    def row(name: str, holds: Fraction, of: _Bound, load: Asked) -> Threshold:
        value = next(value for value, _, unit in bounds(today, shards, now) if unit == of.unit)
        larger = first_fitting(load, shards)
        then = "no larger node" if larger is None else larger.name
        return Threshold(name, math.ceil(value), math.floor(of.most), of.unit, holds, users, then)

    def beyond(name: str, asked: Callable[[Asked], Asked], band: Fraction) -> Iterator[Threshold]:
        holds = last(lambda times: any(over(asked(growth.redis(times)))))
        if holds is not None:
            load = asked(growth.redis(holds + STEP))
            bound = next(over(load))
            soft = bound if bound.unit in _HARD else bound._replace(most=bound.most * (1 + band))
            yield row(name, holds, soft, load)

    crossed = max(over(today), key=lambda each: each.value / each.most, default=None)
    if crossed is None:
        found = [*beyond(_NODE, lambda load: load, Fraction(0))]
    else:
        found = [row(_NODE, crossed.most / crossed.value, crossed, today)]
    if found and now is not NODE_TYPES[-1] and not any(over(redis_stays.at_most(today))):
        later = beyond(f"{_NODE}{RECORDED}", redis_stays.at_most, BAND.value)
        found += [each for each in later if each.holds > found[0].holds]
    yield from found
    yield from _falls(growth, now, shards, users)


def _falls(growth: Growth, now: NodeType, shards: int, users: Fraction) -> Iterator[Threshold]:
    """Where a smaller type takes over, if today's load is within a tenth of what that carries."""

    def smaller(load: Asked) -> NodeType | None:
        fitting = first_fitting(load, shards)
        return fitting if fitting is not None and NODE_TYPES.index(fitting) < NODE_TYPES.index(now) else None

    today = growth.redis(_TODAY)
    if smaller(growth.redis(1 / (1 + BAND.value))) is None or smaller(redis_stays.at_least(today)) is not None:
        return
    falls = first_below(lambda times: smaller(redis_stays.at_least(growth.redis(times))) is not None)
    to = smaller(redis_stays.at_least(growth.redis(falls)))
    if to is None:
        return
    held = bounds(redis_stays.at_least(growth.redis(falls + STEP)), shards, to)
    for (value, most, unit), (of_today, _, _) in zip(held, bounds(today, shards, to), strict=True):
        if value > most:
            least = math.floor(most * (1 - BAND.value))
            yield Threshold(f"{_NODE}{FALLS}", math.ceil(of_today), least, unit, falls, users, to.name)
            return
