"""RT814: a single server is away during each deployment."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import edits, facts
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Tier

RULE = Rule(
    "RT814",
    "A latency target, and a gap with each deployment",
    Severity.INFO,
    "Two tasks without Redis between them would not hear each other, so the old one stops before the new one starts.",
)


def findings(features: FeatureSet, decisions: Decisions) -> Iterator[Finding]:
    """The strictest latency target that a single server is to meet."""
    if decisions.tier.decision.choice is not Tier.SINGLE:
        return
    strict = min(
        (each for each in features.features if each.latency is not None),
        key=lambda each: float(each.latency or 0),
        default=None,
    )
    if strict is not None and strict.latency is not None:
        yield Finding(
            RULE.id,
            RULE.severity,
            None,
            "Each deployment disconnects everybody until the new task has started.",
            "Deploy when few are connected, or take `availability: high` for several servers.",
            facts.place(strict, "latency"),
            evidence=f"{strict.id} wants {facts.seconds(strict.latency)}; one task, stopped before the next starts",
            edit=edits.several_servers(features.platform),
        )
