"""Whether and how Redis carries messages between gateways and keeps state, and which recorded shards stay."""

from rtgen.decide import facts, lock, redis_stays, redis_table
from rtgen.decide.decision import Decision, Fact, Finding, Rejected
from rtgen.decide.limits import REPLICAS, REPLICAS_HIGH
from rtgen.decide.lock import RecordedDecisions, Settled
from rtgen.decide.redis_table import Question, keeps_state, reason_against, row_for
from rtgen.decide.topology import RedisDecision
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Availability, Delivery, RedisMode, Tier

NAME = "redis"
"""Of the recorded decision."""
RULES = (*redis_table.RULES, redis_stays.STAYS)
_CHOICES: dict[Tier, dict[str, RedisMode | None]] = {
    Tier.MANAGED: {"none": None},
    Tier.SINGLE: {"none": None, "single-node": RedisMode.SINGLE_NODE},
    Tier.MULTI: {each.value: each for each in RedisMode if each is not RedisMode.SINGLE_NODE},
}
"""What each tier can run with, by the words of plan.json."""


def decide_redis(
    features: FeatureSet, tier: Tier, deliveries: int, load: str, recorded: RecordedDecisions
) -> tuple[RedisDecision, Settled, Finding | None]:
    """The mode and the shards for this tier and this many deliveries a second from Redis to gateways.

    `load` is what the deliveries follow from, in words. The finding says where the recorded shards were kept; the
    number alone, recorded without a decision, keeps nothing.
    """
    kept = recorded if NAME in recorded else lock.NOTHING
    before = redis_stays.Before(kept, _read(features, tier), features.provenance.entry)
    shards = redis_stays.shards(deliveries, before)
    asked = Question(features, tier, deliveries, shards.number)
    row = row_for(asked)
    decision: Decision[RedisMode | None] = Decision(
        rule=row.rule.id,
        choice=row.mode,
        because=row.because(asked),
        facts=_facts(asked),
        rejected=tuple(Rejected(each.value, reason_against(each, asked)) for each in RedisMode if each is not row.mode),
        sources=row.sources,
    )
    several = tier is Tier.MULTI
    if several and shards.because:
        decision = _kept(decision, asked, shards)
    question = lock.Question(NAME, f"{before.words}; {load}", None, before.place)
    decision, settled = lock.settle(question, decision, recorded.get(NAME), _CHOICES[tier])
    near = redis_stays.near(shards, before) if several else None
    return _sized(decision, shards.number, features.platform.availability), settled, near


def _read(features: FeatureSet, tier: Tier) -> str:
    """What the table reads beside the load, in words."""
    longest = max(feature.history or 0 for feature in features.features)
    promised = any(feature.delivery is Delivery.AT_LEAST_ONCE for feature in features.features)
    gateway = features.platform.gateway
    modes = "centrifugo" if gateway is None else " ".join(("own", *sorted(gateway.redis)))
    return f"tier {tier}; gateway {modes}; history {longest} s{'; at-least-once' if promised else ''}"


def _kept(
    decision: Decision[RedisMode | None], asked: Question, shards: redis_stays.Shards
) -> Decision[RedisMode | None]:
    """The decision of the recorded number of shards, and the mode that the load alone would give among the rejected."""
    anew = row_for(asked._replace(shards=shards.anew)).mode
    others = tuple(each for each in decision.rejected if anew is None or each.alternative != anew.value)
    beyond = f"It is taken when the load is more than {redis_stays.PERCENT} % beyond its threshold."
    first = () if anew in {None, decision.choice} else (Rejected(str(anew), beyond),)
    rejected = (*first, *others) if first else decision.rejected
    return decision._replace(rule=redis_stays.STAYS.id, because=shards.because, rejected=rejected)


def _sized(decision: Decision[RedisMode | None], several: int, availability: Availability) -> RedisDecision:
    match decision.choice:
        case None:
            return RedisDecision(decision, shards=0, replicas=0)
        case RedisMode.SINGLE_NODE:
            return RedisDecision(decision, shards=1, replicas=0)
        case RedisMode.REPLICATED | RedisMode.CLIENT_SHARDED | RedisMode.CLUSTER:
            shards = 1 if decision.choice is RedisMode.REPLICATED else several
            replicas = int((REPLICAS_HIGH if availability is Availability.HIGH else REPLICAS).value)
            return RedisDecision(decision, shards, replicas)


def _facts(asked: Question) -> tuple[Fact, ...]:
    keepers = [feature for feature in asked.features.features if keeps_state(feature)]
    gateway = asked.features.platform.gateway
    named = "centrifugo" if gateway is None else gateway.image
    longest = keepers[0] if keepers else max(asked.features.features, key=lambda each: each.history or 0)
    kept = facts.of_feature(longest, ("delivery", "history"))
    return (facts.of_platform(asked.features, "gateway", named), *kept)
