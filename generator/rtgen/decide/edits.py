"""Exact changes of a spec that several checks come to."""

from __future__ import annotations

import math
from fractions import Fraction

from rtgen.decide.decision import Edit
from rtgen.domain.features import Feature, FeatureSet

_SECONDS = {"s": 1, "min": 60, "h": 3_600}


def new_redis(features: FeatureSet) -> Edit | None:
    """A Redis of the stack's own; None where environments give one each, which is more than one change."""
    alone = features.platform.redis is not None and "redis" in features.platform.provenance.given
    each = any("redis" in environment.provenance.given for environment in features.environments)
    return Edit("platform.redis", "new") if alone and not each else None


def slower(feature: Feature, share: Fraction) -> Edit | None:
    """At most this share of the rate at which the feature publishes, as a whole number; None where none is left."""
    rate = feature.publish.rate * share
    for unit, seconds in _SECONDS.items():
        whole = math.floor(rate * seconds)
        if whole:
            return Edit(f"features.{feature.id}.publish.rate", f"{whole}/{unit}")
    return None
