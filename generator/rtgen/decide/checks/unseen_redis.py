"""What there is to say about a Redis that is there already: rtgen sees its address, and nothing behind it."""

from __future__ import annotations

from rtgen.decide import edits, facts
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet

RULE = Rule(
    "RT417",
    "An existing Redis is as large as it must be",
    Severity.INFO,
    "rtgen sizes what it makes. What is there already carries others, and a failover is not of this stack's making.",
)


def findings(features: FeatureSet, decisions: Decisions) -> tuple[Finding, ...]:
    """One finding where a Redis is given: what cannot be seen of it, or that nothing needs it."""
    platform, edit = features.platform, None
    if platform.redis is None and not any(each.redis for each in features.environments):
        return ()
    if decisions.redis.decision.choice is None:
        message = "The existing Redis is not used: one server keeps its state in memory."
        fix = "Take `redis` out of the spec."
        edit = edits.new_redis(features)
    else:
        message = (
            "rtgen cannot see whether the existing Redis speaks TLS, knows the user of its secret, survives a zone, "
            "and has room for what the figures of Redis say."
        )
        fix = "Hold it to what the stack's README expects of it, then waive this finding."
    place = facts.place_of_platform(features, "redis")
    return (Finding(RULE.id, RULE.severity, None, message, fix, place, edit=edit),)
