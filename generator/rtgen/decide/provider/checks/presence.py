"""Members of a presence channel, and presence messages a second."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit
from rtgen.decide.provider.asked import Asked, ranked, total


def check(asked: Asked) -> Iterator[Misfit]:
    """The most members that a channel may have, and what they tell each other."""
    limits, need = asked.offer.limits, asked.need
    path = "channel.max_members"
    yield from ranked(asked, "presence members", limits.presence_members, need.members, path, "members in a channel")
    yield from total(asked, "presence rate", limits.presence_rate, need.presence, "presence messages a second")
