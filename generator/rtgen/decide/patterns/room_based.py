"""Room-based: a channel for each room or document."""

from __future__ import annotations

from rtgen.decide import facts, sources
from rtgen.decide.decision import Decision
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Pattern, Scope

_ROOMS = frozenset({Scope.ROOM, Scope.DOCUMENT})

RULE = Rule(
    "RT605",
    "Users come together in rooms or documents: room-based",
    Severity.INFO,
    "A channel for each room bounds who hears what, and what one busy room can cost.",
)


def decide(feature: Feature) -> Decision[Pattern] | None:
    """The pattern, where channels stand for rooms or documents."""
    if feature.channel.scope not in _ROOMS:
        return None
    return Decision(
        rule=RULE.id,
        choice=Pattern.ROOM_BASED,
        because="Its channels stand for rooms or documents.",
        facts=facts.below_feature(feature, ("channel.scope",)),
        rejected=(),
        sources=(sources.CENTRIFUGO_CHANNELS,),
    )
