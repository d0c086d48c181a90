"""Texts with units → exact numbers. The schema has checked their form; these read them.

Each text is read once: features say the same few rates and sizes a thousand times.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

_PER_SECOND = {"s": 1, "min": 60, "h": 3_600, "d": 86_400}
_SECONDS = {
    unit: Fraction(seconds)
    for unit, seconds in (("ms", "1/1000"), ("s", 1), ("m", 60), ("min", 60), ("h", 3_600), ("d", 86_400))
}
_BYTES = {"B": 1, "KB": 1_000, "KiB": 1_024, "MB": 1_000_000, "MiB": 1_048_576}
_NUMBER = re.compile(r"([0-9.]+) ?/?([A-Za-z%]+)\Z")


def _split(text: str) -> tuple[Fraction, str]:
    match = _NUMBER.match(text)
    if match is None:
        raise ValueError(f"the schema let {text!r} through")
    return Fraction(match[1]), match[2]


@cache
def rate(text: str) -> Fraction:
    """`3/min` → publications a second."""
    number, unit = _split(text)
    return number / _PER_SECOND[unit]


@cache
def duration(text: str) -> Fraction:
    """`200ms` → seconds."""
    number, unit = _split(text)
    return number * _SECONDS[unit]


@cache
def size(text: str | float) -> int:
    """`1KiB`, or a plain whole number of bytes (`1e3` is one) → bytes, rounded up."""
    if not isinstance(text, str):
        return int(text)
    number, unit = _split(text)
    exact = number * _BYTES[unit]
    return -(-exact.numerator // exact.denominator)


@cache
def share(text: str | float) -> Fraction:
    """`30%`, or `0.3` → 3/10."""
    if isinstance(text, str):
        return _split(text)[0] / 100
    return number(text)


@cache
def number(value: float) -> Fraction:
    """A number exactly as it was written: 1.1 is 11/10."""
    return Fraction(repr(value))
