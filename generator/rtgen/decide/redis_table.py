"""The Redis table: one ordered list of rows, the first that matches wins; and why the other modes were not taken."""

from collections.abc import Callable

from rtgen.decide import sources
from rtgen.decide.decision import Source
from rtgen.decide.limits import RECOVERY_WINDOW, REDIS_DELIVERIES
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import OwnGateway
from rtgen.domain.vocabulary import Delivery, RedisMode, Tier
from rtgen.record import NamedTuple

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
RULES = (MANAGED, MEMORY, KEPT, SHARDED, CLUSTER, REPLICATED)


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
        return any(keeps_state(feature) for feature in self.features.features)

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


def row_for(asked: Question) -> Row:
    """The first row that matches."""
    return next(row for row in TABLE if row.when(asked))


def keeps_state(feature: Feature) -> bool:
    """Whether its state must outlive the gateway's task."""
    longer = feature.history is not None and feature.history > _WINDOW_S
    return longer or feature.delivery is Delivery.AT_LEAST_ONCE


def shards_in_cluster(gateway: OwnGateway | None) -> bool:
    """Centrifugo's open-source version never: its classic pub/sub reaches every node of a cluster."""
    if gateway is None:
        return False
    return RedisMode.CLUSTER in gateway.redis and RedisMode.CLIENT_SHARDED not in gateway.redis


def _keepers(asked: Question) -> str:
    names = [feature.id for feature in asked.features.features if keeps_state(feature)]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"What {names[0]}{more} promises about delivery or history"


def _exceeds(asked: Question) -> str:
    return (
        f"{asked.deliveries:,} deliveries a second to the gateways are more than the "
        f"{int(REDIS_DELIVERIES.value):,} that one primary carries"
    )


def reason_against(mode: RedisMode, asked: Question) -> str:
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
