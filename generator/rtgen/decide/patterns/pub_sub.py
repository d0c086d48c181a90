"""Pub/sub: one publication, every subscriber of its channel."""

from __future__ import annotations

from rtgen.decide import facts, sources
from rtgen.decide.decision import Decision
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Pattern, Scope

RULE = Rule(
    "RT601",
    "Several subscribers to a channel: pub/sub",
    Severity.INFO,
    "A publisher names a channel and not its readers; the broker brings each message to every gateway that has some.",
)


def decide(feature: Feature) -> Decision[Pattern] | None:
    """The pattern, where more than one user may be subscribed to a channel."""
    if not (feature.channel.max_members > 1 or feature.channel.scope is Scope.GLOBAL):
        return None
    return Decision(
        rule=RULE.id,
        choice=Pattern.PUB_SUB,
        because="Several users are subscribed to one channel.",
        facts=facts.below_feature(feature, ("channel.scope", "channel.max_members")),
        rejected=(),
        sources=(sources.CENTRIFUGO_CHANNELS, sources.CENTRIFUGO_ENGINES),
    )
