"""What an environment costs: lines with their working, at three loads."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rtgen.decide.decision import Source
from rtgen.record import NamedTuple

ZERO = Decimal(0)


class Price(NamedTuple):
    """What one unit costs, in USD."""

    usd: Decimal
    unit: str
    source: Source


class CostLine(NamedTuple):
    """One item of a monthly bill. None is a price or quantity that nobody knows; it is never counted as nothing."""

    item: str
    working: str
    """Quantity and price at the spec's load."""
    idle: Decimal | None
    """USD a month with nobody connected."""
    at_spec: Decimal | None
    at_twice: Decimal | None
    """With twice the traffic, on what autoscaling then runs; what would be planned anew before is in the thresholds."""
    source: Source | None


class Cost(NamedTuple):
    """The bill of one environment, in USD a month."""

    environment: str
    region: str
    lines: tuple[CostLine, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Items whose cost is not in the totals."""
        return tuple(line.item for line in self.lines if line.at_spec is None)

    @property
    def idle(self) -> Decimal:
        """What is known, with nobody connected."""
        return sum((line.idle or ZERO for line in self.lines), ZERO)

    @property
    def at_spec(self) -> Decimal:
        """What is known, at the load that the spec declares."""
        return sum((line.at_spec or ZERO for line in self.lines), ZERO)

    @property
    def at_twice(self) -> Decimal:
        """What is known, at twice that load."""
        return sum((line.at_twice or ZERO for line in self.lines), ZERO)


def largest(bills: Iterable[Cost]) -> Cost:
    """The most expensive one at the spec's load. Raises ValueError where there is none."""
    return max(bills, key=lambda each: each.at_spec)
