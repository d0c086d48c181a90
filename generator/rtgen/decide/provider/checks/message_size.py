"""Bytes of one message."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit
from rtgen.decide.provider.asked import Asked, ranked


def check(asked: Asked) -> Iterator[Misfit]:
    """The data of one publication; what a provider adds around it is its own."""
    limits = asked.offer.limits
    yield from ranked(
        asked, "message size", limits.message_size, asked.need.sizes, "publish.size", "bytes in a message"
    )
