"""The architecture patterns of a feature. They add up: each file looks for one, alone."""

from __future__ import annotations

from rtgen.decide.decision import Decision
from rtgen.decide.patterns import event_sourcing, fan_out, pub_sub, request_response, room_based
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Pattern

PATTERNS = (pub_sub.decide, fan_out.decide, request_response.decide, event_sourcing.decide, room_based.decide)
RULES = (pub_sub.RULE, fan_out.RULE, request_response.RULE, event_sourcing.RULE, room_based.RULE)


def patterns(feature: Feature) -> tuple[Decision[Pattern], ...]:
    """Every pattern that the feature needs, in the order of the catalogue."""
    return tuple([found for pattern in PATTERNS if (found := pattern(feature)) is not None])
