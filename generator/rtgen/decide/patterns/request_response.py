"""Request/response: a client's question and its answer share a message id."""

from __future__ import annotations

from rtgen.decide import facts, sources
from rtgen.decide.decision import Decision
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Pattern

RULE = Rule(
    "RT603",
    "Clients ask and are answered over the same connection: request/response",
    Severity.INFO,
    "Each request carries a message id that its answer repeats, so that answers may come in any order.",
)


def decide(feature: Feature) -> Decision[Pattern] | None:
    """The pattern, where clients ask over the connection."""
    if not feature.request_response:
        return None
    return Decision(
        rule=RULE.id,
        choice=Pattern.REQUEST_RESPONSE,
        because="Clients ask and are answered over the connection that they have; message ids pair the two.",
        facts=facts.below_feature(feature, ("request_response",)),
        rejected=(),
        sources=(sources.CENTRIFUGO_PROXY,),
    )
