"""Multiples of today's peak, by hundredths, at which something that grows with the load changes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

FARTHEST = 128
"""Times the peak beyond which no threshold is looked for."""
STEP = Fraction(1, 100)


def last(crossed: Callable[[Fraction], bool], farthest: int = FARTHEST) -> Fraction | None:
    """The last step above today's peak that does not cross; None where the farthest does not."""
    least, most = 1 / STEP, 2 / STEP
    while most * STEP <= farthest and not crossed(most * STEP):
        least, most = most, most * 2
    if most * STEP > farthest:
        return None
    return between(int(least), int(most), crossed) * STEP


def first_below(falls: Callable[[Fraction], bool]) -> Fraction:
    """The last step below today's peak with which it falls; nothing at all falls."""
    return between(0, int(1 / STEP), lambda times: not falls(times)) * STEP


def between(least: int, most: int, crossed: Callable[[Fraction], bool]) -> int:
    """The last of the steps that does not cross, found by halving, where `least` does not and `most` does."""
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (least, middle) if crossed(middle * STEP) else (middle, most)
    return least
