"""What servers of one's own would be at another load: tier, Redis and sizes by the same rules, nothing recorded."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.capacity import decide_capacity, redis_deliveries
from rtgen.decide.decisions import EnvironmentCapacity
from rtgen.decide.load import Load
from rtgen.decide.lock import NOTHING
from rtgen.decide.redis import decide_redis
from rtgen.decide.tier import decide_tier
from rtgen.decide.topology import RedisDecision, TierDecision
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Environment
from rtgen.domain.vocabulary import Managed, Tier
from rtgen.record import NamedTuple


class Hosted(NamedTuple):
    """One environment on servers of one's own."""

    tier: TierDecision
    redis: RedisDecision
    capacity: EnvironmentCapacity


def hosted(features: FeatureSet, load: Load, environment: Environment, factor: Fraction) -> Hosted:
    """The environment at so many times its load; a tier that the spec forces stays, unless it is the provider's."""
    scale = environment.scale * factor
    platform, forced = features.platform, features.platform.tier
    alone = features._replace(
        platform=platform._replace(
            managed=Managed.AVOID, tier=None if forced is None or forced.tier is Tier.MANAGED else forced
        ),
        environments=(environment._replace(scale=scale),),
    )
    tier, _ = decide_tier(alone, load, scale, NOTHING, provider_fits=False)
    choice = tier.decision.choice
    deliveries = redis_deliveries(alone, load, choice)
    redis, _, _ = decide_redis(alone, choice, deliveries, load.words(scale), NOTHING)
    (capacity,) = decide_capacity(alone, load, choice, redis, NOTHING).environments
    return Hosted(tier, redis, capacity)
