"""Which computed quantities a reader is shown: at a provider those of the load, for its servers are its own."""

from __future__ import annotations

from collections.abc import Iterable

from rtgen.decide.decision import Figure
from rtgen.decide.decisions import PROVIDER_CONNECTIONS, Decisions
from rtgen.domain.vocabulary import Tier

_OF_THE_LOAD = frozenset({PROVIDER_CONNECTIONS, "publications", "deliveries", "egress"})


def shown(figures: Iterable[Figure], decisions: Decisions) -> tuple[Figure, ...]:
    """Those of the figures that say something about this plan."""
    if decisions.tier.decision.choice is not Tier.MANAGED:
        return tuple(figures)
    return tuple(each for each in figures if each.name in _OF_THE_LOAD)
