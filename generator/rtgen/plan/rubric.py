"""The rubric of the score: seven dimensions of 5, 3 or 1 points, and what the total means."""

from enum import StrEnum

from rtgen.record import NamedTuple

FULL, BASIC, MISSING = 5, 3, 1
"""Points of a dimension; what each means for which dimension is said where it is judged."""
MOST = 35
"""Points of all dimensions together."""
RELIABLE, FRAGILE = 28, 21
"""Totals from which the two better verdicts hold."""
NO_STACK = "a stack of rtgen's own, which shows it"
"""What every dimension of a plan without one needs."""


class DimensionName(StrEnum):
    """What is judged, in the order in which it is shown."""

    TRANSPORT = "transport"
    RECONNECTION = "reconnection"
    SCALING = "scaling"
    ORDERING = "ordering"
    BACKPRESSURE = "backpressure"
    OFFLINE = "offline"
    MONITORING = "monitoring"


class Verdict(StrEnum):
    """What to expect of a plan with this score."""

    RELIABLE = "Reliable real-time"
    FRAGILE = "Works but fragile"
    DROPPED = "Dropped messages/connections"


class Evidence(NamedTuple):
    """Something that the plan contains, and the test that has run what it stands for."""

    shows: str
    place: str
    """Where it stands: a file of the stack and a key in it (`*` for each entry), or a resource by its name."""
    test: str
    """`stack:` for one that is shipped with the stack, `rtgen:` for one of rtgen's own; then path::test."""


class Dimension(NamedTuple):
    """The points of one dimension, and why."""

    name: DimensionName
    points: int
    evidence: tuple[Evidence, ...]
    raise_: tuple[str, ...]
    """What would raise it, as phrases; empty at 5 points."""


class Score(NamedTuple):
    """The score of a plan."""

    dimensions: tuple[Dimension, ...]

    @property
    def total(self) -> int:
        """Points of all dimensions."""
        return sum(each.points for each in self.dimensions)

    @property
    def verdict(self) -> Verdict:
        """The band that the total lies in."""
        if self.total >= RELIABLE:
            return Verdict.RELIABLE
        return Verdict.FRAGILE if self.total >= FRAGILE else Verdict.DROPPED
