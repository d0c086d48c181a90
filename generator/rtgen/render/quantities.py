"""Numbers with units as a person reads them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

_REMEMBERED = 1_024
"""Texts that are kept: thousands of features have a few different rates, and fractions are slow."""
_BINARY = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))
_TIMES = ((86_400, "d"), (3_600, "h"), (60, "min"))
_PERIODS = ((1, "s"), (60, "min"), (3_600, "h"), (86_400, "d"))


def count(value: int) -> str:
    """`66,000`."""
    return f"{value:,}"


@lru_cache(_REMEMBERED)
def amount(value: Fraction) -> str:
    """At most three significant digits below a thousand, whole and grouped above: `0.0167`, `66.7`, `16,000`."""
    if value.denominator == 1 or value >= 1_000:  # noqa: PLR2004 - as the docstring says
        return f"{round(value):,}"
    return f"{float(value):.3g}"


def size_of(octets: int) -> str:
    """Bytes with one decimal in a unit that a person can compare: `9.8 GiB`."""
    for factor, unit in _BINARY:
        if octets >= factor:
            return f"{octets / factor:,.1f} {unit}"
    return f"{octets:,} B"


def size(octets: int) -> str:
    """Bytes in the largest binary unit that divides them: `1 KiB`, `1,500 B`."""
    for factor, unit in _BINARY:
        if octets and octets % factor == 0:
            return f"{octets // factor:,} {unit}"
    return f"{octets:,} B"


@lru_cache(_REMEMBERED)
def duration(seconds: int | Fraction) -> str:
    """Seconds in the largest unit that divides them: `7 d`, `5 min`, `2.5 s`."""
    for factor, unit in _TIMES:
        if seconds and seconds % factor == 0:
            return f"{int(seconds // factor):,} {unit}"
    return f"{amount(Fraction(seconds))} s"


@lru_cache(_REMEMBERED)
def rate(per_second: Fraction) -> str:
    """A rate in the shortest period in which it is whole: `3/min`, `6/h`."""
    for factor, unit in _PERIODS:
        scaled = per_second * factor
        if scaled.denominator == 1:
            return f"{int(scaled):,}/{unit}"
    return f"{amount(per_second)}/s"


def memory(mebibytes: int) -> str:
    """Memory in GiB where it is at least one: `0.5 GiB` reads worse than `512 MiB`."""
    return size(mebibytes << 20)
