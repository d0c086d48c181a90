"""Event sourcing: an append-only log, and views that are made from it."""

from __future__ import annotations

from rtgen.decide import facts, sources
from rtgen.decide.decision import Decision
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Pattern

RULE = Rule(
    "RT604",
    "The history of changes is the record: event sourcing",
    Severity.INFO,
    "An append-only log is the truth, and views are made from it; both can be read again from the start.",
)


def decide(feature: Feature) -> Decision[Pattern] | None:
    """The pattern, where the full history of changes is the record."""
    if not feature.event_sourced:
        return None
    return Decision(
        rule=RULE.id,
        choice=Pattern.EVENT_SOURCING,
        because="The full history of changes is the record: an append-only log, with views made from it.",
        facts=facts.below_feature(feature, ("event_sourced",)),
        rejected=(),
        sources=(sources.DYNAMODB_STREAMS,),
    )
