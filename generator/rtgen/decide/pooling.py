"""How connections are shared: by clients, by gateways to Redis, and by publishers."""

from __future__ import annotations

from rtgen.decide import facts, sources
from rtgen.decide.decision import Decision, Rejected
from rtgen.decide.decisions import RedisDecision
from rtgen.decide.limits import PUBLISHES_A_CONNECTION, REDIS_CONNECTIONS, REDIS_NODE_CONNECTIONS
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet

POOLED = Rule(
    "RT431",
    "One multiplexed connection for each transport",
    Severity.INFO,
    "A connection for each feature would multiply what the gateway holds, and a browser allows few to one name.",
)
RULES = (POOLED,)

_REJECTED = (
    Rejected(
        "a connection for each feature", "It multiplies connections, and HTTP/1.1 allows a browser six to a name."
    ),
    Rejected("a connection for each publication", "A handshake for each call costs more than the call."),
)
_SOURCES = (sources.CENTRIFUGO_TRANSPORTS, sources.CENTRIFUGE_JS, sources.MDN_SSE, sources.MEASURED)


def decide_pooling(
    features: FeatureSet, redis: RedisDecision, redis_connections: int, publisher_connections: int
) -> Decision[str]:
    """The sharing of connections, with the sizes of the pools."""
    to_redis = (
        f" Each task keeps {int(REDIS_CONNECTIONS.value)} pipelined connections to each Redis shard: "
        f"{redis_connections:,} at most of the {int(REDIS_NODE_CONNECTIONS.value):,} that a node takes."
        if redis.decision.choice is not None
        else ""
    )
    kept = "connection" if publisher_connections == 1 else "connections"
    publishers = (
        f" Publishers keep {publisher_connections} {kept} alive, each good for "
        f"{int(PUBLISHES_A_CONNECTION.value):,} calls a second."
        if publisher_connections
        else ""
    )
    client = features.platform.client
    return Decision(
        rule=POOLED.id,
        choice="one connection for each transport",
        because=f"All features of a transport share a client's connection.{to_redis}{publishers}",
        facts=(facts.of_platform(features, "client", client if isinstance(client, str) else "own"),),
        rejected=_REJECTED,
        sources=_SOURCES,
    )
