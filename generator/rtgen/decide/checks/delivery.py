"""RT806: at-least-once where nobody gets back what was missed."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.decisions import Decisions
from rtgen.decide.transport import HOLDING
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import ClientAbilities
from rtgen.domain.vocabulary import Delivery, Tier

RULE = Rule(
    "RT806",
    "At-least-once without recovery",
    Severity.ERROR,
    "Pub/sub delivers at most once; only a client and a gateway that resume from a position make more of it.",
)


def findings(features: FeatureSet, decisions: Decisions) -> Iterator[Finding]:
    """One finding for each side that does not resume, naming the features that promise it."""
    promised = [
        each.feature
        for each in decisions.features
        if each.feature.delivery is Delivery.AT_LEAST_ONCE and each.transport.choice in HOLDING
    ]
    if not promised:
        return
    client, gateway = features.platform.client, features.platform.gateway
    speaks = gateway is None and decisions.tier.decision.choice is not Tier.MANAGED
    for lacking, path in (
        (isinstance(client, ClientAbilities) and not client.resumes, "client.resumes"),
        (gateway is not None and not gateway.resume, "gateway.resume"),
    ):
        if lacking:
            yield Finding(
                RULE.id,
                RULE.severity,
                None,
                f"At-least-once is promised, and the {path.partition('.')[0]} gets nothing back.",
                "Take `delivery: at-most-once`, or a client and a gateway that resume.",
                facts.place_of_platform(features, path),
                evidence=f"{facts.named(promised)} promises it; {path} is false",
                edit=_edit(promised, path, speaks=speaks),
            )


def _edit(promised: list[Feature], path: str, *, speaks: bool) -> Edit | None:
    """Our SDK where the gateway `speaks` with it; else one promise can be taken back, and of several a person tells."""
    if speaks and path == "client.resumes":
        return Edit("platform.client", "centrifuge-js")
    if len(promised) > 1:
        return None
    return Edit(f"features.{promised[0].id}.delivery", Delivery.AT_MOST_ONCE.value)
