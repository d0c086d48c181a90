"""How connections are shared: by clients, by gateways to Redis, and by publishers."""

from __future__ import annotations

from rtgen.decide import facts, sources
from rtgen.decide.decision import Decision, Rejected
from rtgen.decide.decisions import Sdk
from rtgen.decide.limits import PUBLISHES_A_CONNECTION, REDIS_CONNECTIONS, REDIS_NODE_CONNECTIONS
from rtgen.decide.topology import RedisDecision
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet

POOLED = Rule(
    "RT431",
    "One multiplexed connection for each transport",
    Severity.INFO,
    "A connection for each feature would multiply what the gateway holds, and a browser allows few to one name.",
)
AT_PROVIDER = Rule(
    "RT432",
    "One connection of the provider's SDK",
    Severity.INFO,
    "A provider counts and bills connections; its SDK enters every channel over the one that it has.",
)
RULES = (POOLED, AT_PROVIDER)

_A_FEATURE = "a connection for each feature"
_REJECTED = (
    Rejected(_A_FEATURE, "It multiplies connections, and HTTP/1.1 allows a browser six to a name."),
    Rejected("a connection for each publication", "A handshake for each call costs more than the call."),
)
_SOURCES = (sources.CENTRIFUGO_TRANSPORTS, sources.CENTRIFUGE_JS, sources.MDN_SSE, sources.MEASURED)


def decide_pooling(
    features: FeatureSet, redis: RedisDecision, redis_connections: int, publisher_connections: int, sdk: Sdk | None
) -> Decision[str]:
    """The sharing of connections: at a provider with this SDK, at rtgen's gateway with the sizes of the pools."""
    if sdk is not None:
        return _at_provider(features, sdk)
    client, own = features.platform.client, features.platform.gateway is not None
    shared = "All features of a transport share a client's connection."
    pools = (
        " How many your server keeps to Redis, and how many calls one of a publisher's carries, it settles itself."
        if own
        else _pools(redis, redis_connections, publisher_connections)
    )
    return Decision(
        rule=POOLED.id,
        choice="one connection for each transport",
        because=f"{shared}{pools}",
        facts=(facts.of_platform(features, "client", client if isinstance(client, str) else "own"),),
        rejected=_REJECTED,
        sources=(sources.MDN_SSE,) if own else _SOURCES,
    )


def _at_provider(features: FeatureSet, sdk: Sdk) -> Decision[str]:
    named = features.platform.provider
    return Decision(
        rule=AT_PROVIDER.id,
        choice="one connection",
        because=f"{sdk.of}'s SDK opens one connection for all features, and enters their channels over it.",
        facts=(facts.of_platform(features, "provider", "auto" if named is None else named.value),),
        rejected=(Rejected(_A_FEATURE, f"{sdk.of} would count each."),),
        sources=(sdk.source,),
    )


def _pools(redis: RedisDecision, redis_connections: int, publisher_connections: int) -> str:
    """What the gateway and publishers keep open."""
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
    return f"{to_redis}{publishers}"
