"""What a month is made of, and the messages in it: what providers bill by."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.provider.need import Metered

MILLION = 10**6
HOUR_S = 3_600
DAY_S = 24 * HOUR_S
MONTH_HOURS = 730
"""Of an average month, as AWS counts it."""
MONTH_S = MONTH_HOURS * HOUR_S
MONTH_MINUTES = MONTH_HOURS * 60


def counted(metered: Metered, unit: int | None = None) -> Fraction:
    """Messages of a month, in and out; one larger than the unit of bytes counts as several."""
    each_second = sum(
        ((flow.published + flow.delivered) * _units(flow.size, unit) for flow in metered.flows), Fraction(0)
    )
    return each_second * MONTH_S


def stored(metered: Metered, unit: int, longer_than: int) -> Fraction:
    """Messages of a month whose history is longer than so many seconds, and which are stored for it."""
    each_second = sum(
        (flow.published * _units(flow.size, unit) for flow in metered.flows if flow.history > longer_than), Fraction(0)
    )
    return each_second * MONTH_S


def _units(size: int, unit: int | None) -> int:
    return 1 if unit is None else max(1, -(-size // unit))
