"""Whether and how Redis carries messages between gateways and keeps state: one ordered table."""

from collections.abc import Callable

from rtgen.decide import facts, lock, redis_stays, sources
from rtgen.decide.decision import Decision, Fact, Finding, Rejected, Source
from rtgen.decide.decisions import RedisDecision
from rtgen.decide.limits import RECOVERY_WINDOW, REDIS_DELIVERIES, REPLICAS, REPLICAS_HIGH
from rtgen.decide.lock import RecordedDecisions, Settled
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import OwnGateway
from rtgen.domain.vocabulary import Availability, Delivery, RedisMode, Tier
from rtgen.record import NamedTuple

NAME = "redis"
"""Of the recorded decision."""

MANAGED = Rule(
    "RT411",
    "A managed provider needs no Redis",
    Severity.INFO,
    "Routing and state are the provider's.",
)
MEMORY = Rule(
    "RT412",
    "One server without state to keep: memory",
    Severity.INFO,
    "There is no other server to reach, and clients load their state anew after a deployment.",
)
KEPT = Rule(
    "RT413",
    "One server with state to keep: one Valkey node",
    Severity.INFO,
    "At-least-once delivery and longer history must outlive the gateway's task, which a deployment replaces.",
)
SHARDED = Rule(
    "RT414",
    "More deliveries than one primary carries: several groups, the gateway shards",
    Severity.INFO,
    "Classic pub/sub does not scale within one group; the gateway spreads its channels over independent ones.",
)
CLUSTER = Rule(
    "RT415",
    "More deliveries than one primary carries, and a gateway that shards only within a cluster",
    Severity.INFO,
    "Sharded pub/sub keeps each channel on one shard; a gateway must speak it to use cluster mode.",
)
REPLICATED = Rule(
    "RT416",
    "Several servers: a primary and a replica with automatic failover",
    Severity.INFO,
    "One primary carries the deliveries; a replica takes over when it or its zone fails.",
)
RULES = (MANAGED, MEMORY, KEPT, SHARDED, CLUSTER, REPLICATED, redis_stays.STAYS)


class Question(NamedTuple):
    """What the table is asked."""

    features: FeatureSet
    tier: Tier
    deliveries: int
    """A second, from Redis to gateways."""
    shards: int
    """Primaries that carry them."""

    @property
    def keeps_state(self) -> bool:
        """Whether a feature's state must outlive the gateway's task."""
        return any(_keeps_state(feature) for feature in self.features.features)

    @property
    def too_many(self) -> bool:
        """Whether one primary is not enough."""
        return self.shards > 1


class Row(NamedTuple):
    """One row of the table."""

    rule: Rule
    when: Callable[[Question], bool]
    mode: RedisMode | None
    because: Callable[[Question], str]
    sources: tuple[Source, ...]


TABLE = (
    Row(MANAGED, lambda asked: asked.tier is Tier.MANAGED, None, lambda _: "The provider routes and keeps state.", ()),
    Row(
        KEPT,
        lambda asked: asked.tier is Tier.SINGLE and asked.keeps_state,
        RedisMode.SINGLE_NODE,
        lambda asked: f"{_keepers(asked)} must outlive a deployment, so one Valkey node keeps the gateway's state.",
        (sources.CENTRIFUGO_ENGINES, sources.CENTRIFUGO_HISTORY),
    ),
    Row(
        MEMORY,
        lambda asked: asked.tier is Tier.SINGLE,
        None,
        lambda _: (
            "One server reaches every client, and nothing needs more than the recovery window: it keeps its "
            "state in memory, and clients load theirs anew after a deployment."
        ),
        (sources.CENTRIFUGO_ENGINES, sources.CENTRIFUGO_HISTORY),
    ),
    Row(
        CLUSTER,
        lambda asked: asked.too_many and shards_in_cluster(asked.features.platform.gateway),
        RedisMode.CLUSTER,
        lambda asked: f"{_exceeds(asked)}; the gateway speaks sharded pub/sub, which keeps a channel on one shard.",
        (sources.CENTRIFUGO_PUB_SUB, sources.ELASTICACHE_PUB_SUB),
    ),
    Row(
        SHARDED,
        lambda asked: asked.too_many,
        RedisMode.CLIENT_SHARDED,
        lambda asked: f"{_exceeds(asked)}, so the gateway spreads its channels over several groups.",
        (sources.CENTRIFUGO_PUB_SUB, sources.CENTRIFUGO_ENGINES, sources.ELASTICACHE_PUB_SUB),
    ),
    Row(
        REPLICATED,
        lambda _: True,
        RedisMode.REPLICATED,
        lambda asked: f"One primary carries the {asked.deliveries:,} deliveries a second; a replica takes over.",
        (sources.CENTRIFUGO_ENGINES, sources.CENTRIFUGO_PUB_SUB, sources.ELASTICACHE_PUB_SUB),
    ),
)
"""The last row matches whatever is left: several servers within what one primary carries."""


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
    row = next(row for row in TABLE if row.when(asked))
    decision: Decision[RedisMode | None] = Decision(
        rule=row.rule.id,
        choice=row.mode,
        because=row.because(asked),
        facts=_facts(asked),
        rejected=tuple(Rejected(each.value, _reason(each, asked)) for each in RedisMode if each is not row.mode),
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
    anew = next(row for row in TABLE if row.when(asked._replace(shards=shards.anew))).mode
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


def _keeps_state(feature: Feature) -> bool:
    longer = feature.history is not None and feature.history > _WINDOW_S
    return longer or feature.delivery is Delivery.AT_LEAST_ONCE


def shards_in_cluster(gateway: OwnGateway | None) -> bool:
    """Centrifugo's open-source version never: its classic pub/sub reaches every node of a cluster."""
    if gateway is None:
        return False
    return RedisMode.CLUSTER in gateway.redis and RedisMode.CLIENT_SHARDED not in gateway.redis


def _keepers(asked: Question) -> str:
    names = [feature.id for feature in asked.features.features if _keeps_state(feature)]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"What {names[0]}{more} promises about delivery or history"


def _exceeds(asked: Question) -> str:
    return (
        f"{asked.deliveries:,} deliveries a second to the gateways are more than the "
        f"{int(REDIS_DELIVERIES.value):,} that one primary carries"
    )


def _facts(asked: Question) -> tuple[Fact, ...]:
    keepers = [feature for feature in asked.features.features if _keeps_state(feature)]
    gateway = asked.features.platform.gateway
    named = "centrifugo" if gateway is None else gateway.image
    longest = keepers[0] if keepers else max(asked.features.features, key=lambda each: each.history or 0)
    kept = facts.of_feature(longest, ("delivery", "history"))
    return (facts.of_platform(asked.features, "gateway", named), *kept)


def _reason(mode: RedisMode, asked: Question) -> str:
    """Why this mode was not taken."""
    gateway = asked.features.platform.gateway
    if asked.tier is Tier.MANAGED:
        return "The provider routes and keeps state."
    if mode is RedisMode.CLUSTER and gateway is None:
        return (
            "Classic pub/sub on cluster mode sends every message to every node; sharded pub/sub is not in "
            "Centrifugo's open-source version."
        )
    if mode is RedisMode.CLUSTER and not shards_in_cluster(gateway):
        return "The gateway does not declare that it shards within a cluster alone."
    return (_NOT_FOR_ONE if asked.tier is Tier.SINGLE else _NOT_FOR_SEVERAL)[mode]


_WINDOW_S = int(RECOVERY_WINDOW.value)
_CHOICES: dict[Tier, dict[str, RedisMode | None]] = {
    Tier.MANAGED: {"none": None},
    Tier.SINGLE: {"none": None, "single-node": RedisMode.SINGLE_NODE},
    Tier.MULTI: {each.value: each for each in RedisMode if each is not RedisMode.SINGLE_NODE},
}
"""What each tier can run with, by the words of plan.json."""
_NOT_FOR_ONE = {
    RedisMode.SINGLE_NODE: "Nothing has to outlive the gateway's task.",
    RedisMode.REPLICATED: "A replica would guard state beside a single server that nothing guards.",
    RedisMode.CLIENT_SHARDED: "One server needs no routing.",
    RedisMode.CLUSTER: "One server needs no routing.",
}
_NOT_FOR_SEVERAL = {
    RedisMode.SINGLE_NODE: "Its failure would stop all messages between servers.",
    RedisMode.REPLICATED: f"One primary carries {int(REDIS_DELIVERIES.value):,} deliveries a second.",
    RedisMode.CLIENT_SHARDED: "One primary carries the deliveries; a later change of their number moves channels.",
    RedisMode.CLUSTER: "One primary carries the deliveries.",
}
