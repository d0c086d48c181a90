"""RT811: a promise that is lost with one availability zone."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import edits, facts
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Delivery, RedisMode

RULE = Rule(
    "RT811",
    "A promise that ends with one zone",
    Severity.WARNING,
    "What one node keeps is gone with the node or its zone; a replica elsewhere takes over.",
)


def findings(features: FeatureSet, decisions: Decisions) -> Iterator[Finding]:
    """At-least-once delivery whose history lives on a single Redis node."""
    if decisions.redis.decision.choice is not RedisMode.SINGLE_NODE or decisions.redis.replicas:
        return
    promised = [each for each in features.features if each.delivery is Delivery.AT_LEAST_ONCE]
    if promised and all(each.redis is None for each in features.environments):
        yield Finding(
            RULE.id,
            RULE.severity,
            None,
            "At-least-once is promised, and its history lives on one node in one zone.",
            "Take `availability: high`, or accept that a lost zone loses what was not yet read.",
            facts.place(promised[0], "delivery"),
            evidence=f"one Valkey node without a replica keeps {facts.named(promised)}",
            edit=edits.several_servers(features.platform),
        )
