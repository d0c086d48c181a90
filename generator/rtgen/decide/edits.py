"""Exact changes of a spec that several checks come to."""

from __future__ import annotations

import math
from fractions import Fraction

from rtgen.decide.decision import Edit
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import Platform
from rtgen.domain.vocabulary import Availability

_SECONDS = {"s": 1, "min": 60, "h": 3_600}


def new_redis(features: FeatureSet) -> Edit | None:
    """A Redis of the stack's own; None where environments give one each, which is more than one change."""
    alone = features.platform.redis is not None and "redis" in features.platform.provenance.given
    each = any("redis" in environment.provenance.given for environment in features.environments)
    return Edit("platform.redis", "new") if alone and not each else None


def several_servers(platform: Platform) -> Edit:
    """What gives more than one server, whatever the load and whatever is forced."""
    if platform.tier is not None and platform.availability is Availability.HIGH:
        return Edit("platform.tier", "auto")
    forced = () if platform.tier is None else ("platform.tier",)
    return Edit("platform.availability", Availability.HIGH.value, forced)


def slower(feature: Feature, share: Fraction) -> Edit | None:
    """At most this share of the rate at which the feature publishes, as a whole number; None where none is left."""
    rate = feature.publish.rate * share
    for unit, seconds in _SECONDS.items():
        whole = math.floor(rate * seconds)
        if whole:
            return Edit(f"features.{feature.id}.publish.rate", f"{whole}/{unit}")
    return None
