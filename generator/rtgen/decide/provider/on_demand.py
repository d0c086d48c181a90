"""How AWS's own managed options are billed: by what is sent, in chunks, and by the minutes of connections."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from rtgen.decide.decision import Source
from rtgen.decide.decisions import BillLine
from rtgen.decide.provider.month import MILLION, MONTH_MINUTES, counted
from rtgen.decide.provider.need import Metered
from rtgen.decide.provider.offer import Offer


def on_demand(
    what: str, chunk: int, a_million: Fraction, a_million_minutes: Fraction, source: Source
) -> Callable[[Offer, Metered], tuple[BillLine, ...]]:
    """The bill of a service that counts `what` of at most so many bytes; prices in USD."""

    def metered(_: Offer, of: Metered) -> tuple[BillLine, ...]:
        minutes = of.mean_connections * MONTH_MINUTES / MILLION
        return (
            BillLine(f"million {what}", counted(of, chunk) / MILLION, a_million, source),
            BillLine("million connection minutes", minutes, a_million_minutes, source),
        )

    return metered
