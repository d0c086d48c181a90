"""Messages a second that are published into one channel."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit
from rtgen.decide.provider.asked import Asked, ranked


def check(asked: Asked) -> Iterator[Misfit]:
    """A feature's publications, divided among its channels."""
    yield from ranked(
        asked,
        "channel rate",
        asked.offer.limits.channel_rate,
        asked.need.channel_rates,
        "publish.rate",
        "messages a second published into one channel",
    )
