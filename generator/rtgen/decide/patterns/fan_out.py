"""Fan-out: one event of the server goes to the own channel of each of many users."""

from __future__ import annotations

from rtgen.decide import facts, sources
from rtgen.decide.decision import Decision
from rtgen.decide.traffic import is_fan_out
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Pattern

RULE = Rule(
    "RT602",
    "One event, many recipients' own channels: fan-out",
    Severity.INFO,
    "A broker takes the event once and hands it out; each connection's queue absorbs what its client is slow to read.",
)


def decide(feature: Feature) -> Decision[Pattern] | None:
    """The pattern, where the server counts events of the whole feature, and each user has a channel of their own."""
    if not is_fan_out(feature):
        return None
    return Decision(
        rule=RULE.id,
        choice=Pattern.FAN_OUT,
        because="One event of the server goes into each user's own channel.",
        facts=facts.below_feature(feature, ("channel.scope", "publish.per")),
        rejected=(),
        sources=(sources.CENTRIFUGO_CHANNELS,),
    )
