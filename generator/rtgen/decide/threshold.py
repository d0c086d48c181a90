"""The distance between what is planned and what would be decided otherwise."""

from __future__ import annotations

import math
from fractions import Fraction

from rtgen.record import NamedTuple

PROVIDER = "provider_"
"""Begins the names of a provider's limits."""
RECORDED = "_recorded"
"""Ends the name of the far edge to which a recorded decision stays when the load grows."""
FALLS = "_recorded_falls"
"""Ends the name of the one below, which less load crosses."""


class Threshold(NamedTuple):
    """One value, the threshold that it must not exceed, and how far that is."""

    name: str
    """Stable key in plan.json: `tier`, `tasks`, `redis_mode`, `redis_node_type`, `redis_connections`, `provider_` and a
    limit's name; with RECORDED or FALLS, the far edge of the band in which what an earlier plan recorded stays."""
    value: int
    threshold: int
    unit: str
    holds: Fraction
    """Times today's peak that it still holds; below 1 where it is crossed already. Where less load crosses it: the most
    that no longer holds."""
    users: Fraction
    """Online at today's peak, in the largest environment."""
    then: str
    """What comes next."""

    @property
    def falls(self) -> bool:
        """Whether less load crosses it."""
        return self.name.endswith(FALLS)

    @property
    def growth(self) -> Fraction:
        """Times today's peak at which it is crossed, to the hundredth beyond."""
        return Fraction(math.floor(self.holds * 100) + (0 if self.falls else 1), 100)

    @property
    def headroom_percent(self) -> int:
        """By how much today's peak may grow, or shrink where it falls; negative where it is crossed already."""
        return math.floor(self._room * 100)

    @property
    def headroom_users(self) -> int:
        """The same in users online."""
        return math.floor(self._room * self.users)

    @property
    def _room(self) -> Fraction:
        return 1 - self.holds if self.falls else self.holds - 1
