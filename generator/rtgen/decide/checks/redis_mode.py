"""RT810: a Redis that the gateway, or what is there already, cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import edits, facts
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import RedisMode

RULE = Rule(
    "RT810",
    "The gateway cannot use the decided Redis",
    Severity.ERROR,
    "Servers that do not share a Redis bring a message only to their own clients.",
)
_SEVERAL = frozenset({RedisMode.CLIENT_SHARDED, RedisMode.CLUSTER})
_ONE = frozenset({RedisMode.SINGLE_NODE, RedisMode.REPLICATED})
"""A gateway sees one endpoint in both."""


def findings(features: FeatureSet, decisions: Decisions) -> Iterator[Finding]:
    """The decided mode against the modes that an own gateway declares, and against an existing Redis."""
    mode, gateway = decisions.redis.decision.choice, features.platform.gateway
    if mode is None:
        return
    usable = _ONE if mode in _ONE else {mode}
    if gateway is not None and usable.isdisjoint(map(RedisMode, gateway.redis)):
        declared = ", ".join(gateway.redis) or "none"
        yield Finding(
            RULE.id,
            RULE.severity,
            None,
            f"Redis is planned as {mode.value}, which the gateway does not declare.",
            f"Add {mode.value} to `platform.gateway.redis` if the gateway can use it, or bring one that can.",
            facts.place_of_platform(features, "gateway.redis"),
            evidence=f"declared: {declared}",
        )
    existing = features.platform.redis or next((each.redis for each in features.environments if each.redis), None)
    if existing is not None and mode in _SEVERAL:
        yield Finding(
            RULE.id,
            RULE.severity,
            None,
            f"Redis is planned as {mode.value}, and one endpoint is given.",
            "Take `redis: new`, or publish less often to fewer receivers.",
            facts.place_of_platform(features, "redis"),
            evidence=f"{decisions.redis.shards} shards; {existing.endpoint} is one",
            edit=edits.new_redis(features),
        )
