"""The distance between what is planned and what would be decided otherwise."""

from __future__ import annotations

import math
from fractions import Fraction

from rtgen.record import NamedTuple

PROVIDER = "provider_"
"""Begins the names of a provider's limits."""


class Threshold(NamedTuple):
    """One value, the threshold that it must not exceed, and how far that is."""

    name: str
    """Stable key in plan.json: `tier`, `tasks`, `redis_mode`, `redis_node_type`, `redis_connections`, `provider_` and a
    limit's name."""
    value: int
    threshold: int
    unit: str
    holds: Fraction
    """Times today's peak that it still holds; below 1 where it is crossed already."""
    users: Fraction
    """Online at today's peak, in the largest environment."""
    then: str
    """What comes next."""

    @property
    def growth(self) -> Fraction:
        """Times today's peak at which it is crossed, to the hundredth above."""
        return Fraction(math.floor(self.holds * 100) + 1, 100)

    @property
    def headroom_percent(self) -> int:
        """By how much today's peak may grow; negative where it is crossed already."""
        return math.floor((self.holds - 1) * 100)

    @property
    def headroom_users(self) -> int:
        """The same in users online."""
        return math.floor((self.holds - 1) * self.users)
