"""What twice the peak would run on: the tasks and Redis nodes that a bill at twice the load counts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.capacity import Capacity
from rtgen.decide.capacity.growth import Growth
from rtgen.decide.capacity.redis import first_fitting
from rtgen.decide.decisions import Twice
from rtgen.decide.limits import NODE_TYPES
from rtgen.decide.topology import RedisDecision
from rtgen.domain.vocabulary import Tier

_TWICE = Fraction(2)


def twice(capacity: Capacity, tier: Tier, redis: RedisDecision, zones: int) -> Iterator[Twice]:
    """One for each environment, with tasks of the size that there is; none where a provider runs the gateway.

    A node that would be too small even as the largest type stays that type: then shards are due, as thresholds say.
    """
    if tier is Tier.MANAGED:
        return
    for each in capacity.sized:
        growth = Growth(each, 1 if tier is Tier.SINGLE else zones)
        node = None
        if each.node is not None:
            larger = first_fitting(growth.redis(_TWICE), redis.shards) or NODE_TYPES[-1]
            node = max(each.node, larger, key=NODE_TYPES.index).name
        yield Twice(each.environment.name, growth.tasks(_TWICE), node)
