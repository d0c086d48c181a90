"""What an environment costs: lines with their working, at three loads."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from rtgen.decide.decision import Source
from rtgen.record import NamedTuple

ZERO = Decimal(0)


class Load(StrEnum):
    """What a month is priced at."""

    IDLE = "idle"
    SPEC = "at spec"
    TWICE = "at twice"


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
    """With twice the traffic, on the tasks and Redis nodes that it asks for; tier and shards stay."""
    source: Source | None
    quote: bool = False
    """Where it is unknown, the seller names the price when asked: a total without it says so."""

    def at(self, load: Load) -> Decimal | None:
        """USD a month at this load."""
        match load:
            case Load.IDLE:
                return self.idle
            case Load.SPEC:
                return self.at_spec
            case Load.TWICE:
                return self.at_twice
            case _:
                assert_never(load)


class Cost(NamedTuple):
    """The bill of one environment, in USD a month."""

    environment: str
    region: str
    priced_in: str
    """The region whose prices these are: its own, or the one that stands in where there is no table of its own."""
    read: str
    """ISO day of that table."""
    lines: tuple[CostLine, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Items whose cost is not in the totals, or not in all of them."""
        return tuple(line.item for line in self.lines if any(line.at(load) is None for load in Load))

    @property
    def quotes(self) -> tuple[Load, ...]:
        """The loads whose total lacks a price that the seller has to be asked for."""
        return tuple(load for load in Load if any(line.quote and line.at(load) is None for line in self.lines))

    @property
    def idle(self) -> Decimal:
        """What is known, with nobody connected."""
        return self._total(Load.IDLE)

    @property
    def at_spec(self) -> Decimal:
        """What is known, at the load that the spec declares."""
        return self._total(Load.SPEC)

    @property
    def at_twice(self) -> Decimal:
        """What is known, at twice that load."""
        return self._total(Load.TWICE)

    def _total(self, load: Load) -> Decimal:
        return sum((line.at(load) or ZERO for line in self.lines), ZERO)


def largest(bills: Iterable[Cost]) -> Cost:
    """The most expensive one at the spec's load, one that needs a quote before all. ValueError where there is none."""
    return max(bills, key=lambda each: (Load.SPEC in each.quotes, each.at_spec))
