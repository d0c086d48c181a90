"""Connections at the same time, at peak with growth."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit
from rtgen.decide.provider.asked import Asked, total


def check(asked: Asked) -> Iterator[Misfit]:
    """Every user's connections, one for each tab and device."""
    yield from total(
        asked, "connections", asked.offer.limits.connections, asked.need.connections, "connections at peak with growth"
    )
