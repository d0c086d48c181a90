"""One line of a bill with its working: what is counted, what one costs, and what that makes at each load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from rtgen.decide.provider.month import MONTH_HOURS
from rtgen.plan.bill import ZERO, CostLine, Price

TWICE = 2


def fixed(item: str, number: int, price: Price) -> CostLine:
    """So many things, each by the month, whatever the load."""
    usd = number * price.usd
    return CostLine(item, f"{number} × {exact(price.usd)}", usd, usd, usd, price.source)


def hourly(item: str, number: int, price: Price) -> CostLine:
    """So many things, each by the hour, whatever the load."""
    usd = number * price.usd * MONTH_HOURS
    return CostLine(item, f"{number} × {exact(price.usd)} × {MONTH_HOURS} h", usd, usd, usd, price.source)


def metered(item: str, quantity: Decimal, unit: str, price: Price) -> CostLine:
    """What grows with the load, from nothing; the price is that of one unit."""
    usd = quantity * price.usd
    working = f"{rounded(quantity)} {unit} × {exact(price.usd)}"
    return CostLine(item, working, ZERO, usd, TWICE * usd, price.source)


def stepped(item: str, quantity: Decimal, unit: str, steps: Sequence[tuple[int, Price]]) -> CostLine:
    """What grows with the load and costs less above so many units; the last step's price stands for all above it."""
    parts = [f"{rounded(part)} {unit} × {exact(price.usd)}" for part, price in _parts(quantity, steps)]
    if quantity > steps[-1][0]:
        parts[-1] += " at most: the steps above are not known"
    at_spec, at_twice = (_sum(load, steps) for load in (quantity, TWICE * quantity))
    return CostLine(item, " + ".join(parts) or "nothing is sent", ZERO, at_spec, at_twice, steps[0][1].source)


def _parts(quantity: Decimal, steps: Sequence[tuple[int, Price]]) -> Iterator[tuple[Decimal, Price]]:
    """How much is billed at each price; what is above the last step at its price, which falls with each step."""
    below = ZERO
    for number, (most, price) in enumerate(steps, 1):
        above = quantity if number == len(steps) else min(quantity, Decimal(most))
        if above > below:
            yield above - below, price
        below = Decimal(most)


def _sum(quantity: Decimal, steps: Sequence[tuple[int, Price]]) -> Decimal:
    return sum((part * price.usd for part, price in _parts(quantity, steps)), ZERO)


def unknown(item: str, working: str) -> CostLine:
    """What nobody knows; the working says what there is to reckon with."""
    return CostLine(item, working, None, None, None, None)


def exact(usd: Decimal) -> str:
    """A price with all its digits."""
    return f"{usd.quantize(Decimal('0.00001')).normalize():f}"


def rounded(quantity: Decimal) -> str:
    """A quantity, rounded up."""
    if quantity >= 10:  # noqa: PLR2004 - tenths say nothing above
        return f"{quantity.quantize(Decimal(1), ROUND_CEILING):,}"
    return f"{quantity.quantize(Decimal('0.01'), ROUND_CEILING).normalize():f}"


def decimal(value: Fraction) -> Decimal:
    """The same number, to the digits of a Decimal."""
    return Decimal(value.numerator) / Decimal(value.denominator)
