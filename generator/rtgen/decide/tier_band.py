"""The band around a threshold of the tier: within it, the recorded one of the two tiers that meet there stays."""

from __future__ import annotations

import math

from rtgen.decide.limits import BAND, SINGLE_CONNECTIONS
from rtgen.decide.tier_table import Question, row_for
from rtgen.decide.topology import TierEdge
from rtgen.domain.vocabulary import Tier


def nearest(asked: Question) -> int | None:
    """The threshold that the connections are within a tenth of; None where there is none."""
    close = [each for each in _thresholds(asked) if abs(asked.connections - each) <= each * BAND.value]
    return min(close, key=lambda each: abs(asked.connections - each), default=None)


def tiers_at(connections: int, asked: Question) -> frozenset[Tier]:
    """The tiers that meet at a threshold."""
    return frozenset(_meeting(connections, asked))


def stays_to(tier: Tier, asked: Question) -> TierEdge | None:
    """The most connections with which the tier stays once it is recorded; None where no other follows."""
    for at in _thresholds(asked):
        below, above = _meeting(at, asked)
        if tier is below is not above:
            between = ((at + other) // 2 for other in _thresholds(asked) if other > at)
            return TierEdge(min([math.floor(at * (1 + BAND.value)), *between]), above)
    return None


def falls(tier: Tier, asked: Question) -> TierEdge | None:
    """The fewest with which it stays, where today's are within a tenth of the threshold; else None."""
    for at in _thresholds(asked):
        below, above = _meeting(at, asked)
        if tier is above is not below:
            between = ((at + other) // 2 + 1 for other in _thresholds(asked) if other < at)
            least = max([math.ceil(at * (1 - BAND.value)), *between])
            if least <= asked.connections <= at * (1 + BAND.value):
                return TierEdge(least, below)
    return None


def _meeting(connections: int, asked: Question) -> tuple[Tier, Tier]:
    below, above = (row_for(asked._replace(connections=each)).tier for each in (connections, connections + 1))
    return below, above


def _thresholds(asked: Question) -> tuple[int, int]:
    return int(SINGLE_CONNECTIONS.value), asked.platform.large_scale_connections
