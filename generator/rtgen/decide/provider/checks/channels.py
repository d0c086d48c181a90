"""Channels of one connection, and channels in use at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit
from rtgen.decide.provider.asked import Asked, busiest, total


def check(asked: Asked) -> Iterator[Misfit]:
    """All features of a user share one connection."""
    limits, need = asked.offer.limits, asked.need
    yield from busiest(
        asked,
        "channels a connection",
        limits.channels_a_connection,
        need.subscribes,
        "channel.per_user",
        "channels of one connection",
    )
    yield from total(asked, "channels", limits.channels, need.channels, "channels in use at peak with growth")
