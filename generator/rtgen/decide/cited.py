"""What a plan cites follows from what holds its connections: pages about rtgen's own gateway speak of no other.

Figures stay, whoever published them: what a task carries is estimated from them for any server.
"""

from __future__ import annotations

from functools import lru_cache

from rtgen.decide import sources
from rtgen.decide.decision import Choice, Decision, Source

OF_GATEWAY = frozenset(
    {
        sources.CENTRIFUGO_TRANSPORTS,
        sources.CENTRIFUGO_CHANNELS,
        sources.CENTRIFUGO_HISTORY,
        sources.CENTRIFUGO_PRESENCE,
        sources.CENTRIFUGO_PROXY,
        sources.CENTRIFUGO_ENGINES,
        sources.CENTRIFUGO_BALANCING,
        sources.CENTRIFUGO_CONFIGURATION,
        sources.CENTRIFUGE_JS,
    }
)
"""Pages that say how rtgen's own gateway and its SDK behave."""
_REMEMBERED = 256
"""Tuples of sources that are kept: features of one rule share theirs."""


def cited(decision: Decision[Choice], *, gateway: bool) -> Decision[Choice]:
    """The decision without pages about rtgen's own gateway, unless the plan has that `gateway`."""
    return decision if gateway else decision._replace(sources=_without(decision.sources))


@lru_cache(_REMEMBERED)
def _without(given: tuple[Source, ...]) -> tuple[Source, ...]:
    return tuple([each for each in given if each not in OF_GATEWAY])
