"""RT815: a Redis that is there already, without TLS. One without a password is refused with the spec (RT224)."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import edits, facts
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Location, Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Environment, ExistingRedis, Platform

RULE = Rule(
    "RT815",
    "An existing Redis without TLS",
    Severity.ERROR,
    "The gateway connects by TLS only, and ends when it cannot.",
)
_PLAIN = ".0001."
"""Part of an ElastiCache endpoint without encryption in transit; with it, the name begins with `master.` (AWS: finding
connection endpoints in ElastiCache)."""
_ELASTICACHE = ".cache.amazonaws.com"


def findings(features: FeatureSet, _decisions: Decisions) -> Iterator[Finding]:
    """Each endpoint once, where it stands."""
    given: dict[ExistingRedis, Location] = {}
    places: tuple[Platform | Environment, ...] = (features.platform, *features.environments)
    for each in places:
        if each.redis is not None:
            given.setdefault(each.redis, facts.place_of(each.provenance, "redis"))
    for redis, location in given.items():
        if redis.endpoint.endswith(_ELASTICACHE) and _PLAIN in redis.endpoint:
            yield Finding(
                RULE.id,
                RULE.severity,
                None,
                "The existing Redis has no encryption in transit.",
                "Turn on encryption in transit and give the endpoint that begins with `master.`, or take `redis: new`.",
                location,
                evidence=f"{redis.endpoint} is the name of a group without it",
                edit=edits.new_redis(features),
            )
