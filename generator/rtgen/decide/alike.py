"""What follows from a feature, worked out once for all that ask the same: a large spec has few kinds of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rtgen.decide.decisions import FeatureDecisions

Made = TypeVar("Made")


def once(make: Callable[[FeatureDecisions], Made]) -> Callable[[FeatureDecisions], Made]:
    """`make`, which reads neither a feature's id nor its title nor its place, asked once for all that are alike."""
    known: dict[int, Made] = {}

    def made(decided: FeatureDecisions) -> Made:
        if decided.alike is None:
            return make(decided)
        alike = id(decided.alike)
        try:
            return known[alike]
        except KeyError:
            return known.setdefault(alike, make(decided))

    return made
