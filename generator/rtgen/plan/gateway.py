"""The gateway's own configuration: everything that is topology, in one file for every environment.

Sizes and secrets are no part of it: they come by the container's environment, which wins over the file. An address
that must come by environment is one in `.invalid` here, so that a forgotten one fails instead of reaching another
environment. Facts about the options were seen by running Centrifugo 6.9.1; tests/runtime shows each of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from rtgen.decide.decisions import Decisions
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Jwks
from rtgen.domain.vocabulary import Access
from rtgen.plan.channels import RPC_PROXY
from rtgen.plan.durations import duration
from rtgen.plan.model import ChannelPlan, JsonObject
from rtgen.plan.server import CLIENT_PORT, INTERNAL_PORT
from rtgen.plan.stack import TIMEOUTS
from rtgen.plan.tokens import signs_subscriptions
from rtgen.plan.transports import transport_names

REDIS_USER = "gateway"

MESSAGE_LIMIT = 65_536
"""Bytes of one message from a client; the gateway's default, never lowered."""
QUEUE_LIMIT = 1 << 20
"""Bytes that wait for one slow reader before it is cut with 3008; the gateway's default, never lowered."""
QUEUE_MOST = 16 << 20
"""The same for clients that recover many channels at once, unless a single one needs more."""
CHANNEL_LIMIT = 16
"""Channels of one connection at the least."""
CHANGING_CHANNELS = 2
"""Times the channels that a user has at a time, so that moving between rooms never meets the limit."""
USER_CONNECTIONS = 20
"""Connections of one user to one task at the least. Whoever exceeds the limit is closed for good (3504)."""
USER_CONNECTIONS_FACTOR = 4
"""Times the connections that a user has: those that a phone lost stand until the pong is missed."""
COMMAND_BYTES = 1_024
"""Of one subscribe command with its token; the SDK sends those of all channels in one message when it reconnects."""
ENVELOPE_BYTES = 256
"""Around a publication's data: channel, offset, client, user."""
META_TTL_S = 720 * 3600
"""How long a silent channel's epoch is remembered; the gateway's default. It must exceed every history."""
PRESENCE_TTL_S = 60
"""After which a member of a dead gateway is gone; above twice the renewal of 27 s."""


def proxies(channels: Iterable[ChannelPlan]) -> tuple[str, ...]:
    """Names of the gateway's proxies to the backend, sorted."""
    return tuple(sorted({name for channel in channels for name in channel.proxies}))


def gateway_config(features: FeatureSet, decisions: Decisions, channels: Sequence[ChannelPlan]) -> JsonObject:
    """What `gateway/config.json` says; empty where the gateway is not rtgen's own."""
    if not channels:
        return {}
    names = transport_names(decisions)
    message = _message_limit(features)
    config: JsonObject = {
        "http_server": {"port": CLIENT_PORT, "internal_port": str(INTERNAL_PORT)},
        "client": _client(features, decisions),
        "channel": {
            "history_meta_ttl": duration(max(META_TTL_S, *(2 * channel.history_ttl_s for channel in channels))),
            "namespaces": [channel.options for channel in channels],
        },
        # A larger write timeout would keep a slow reader's messages in memory until the write that hangs has ended.
        "websocket": {"message_size_limit": message, "write_timeout": "1s", "disabled": "websocket" not in names},
        "http_stream": {"enabled": "http_stream" in names, "max_request_body_size": message},
        "sse": {"enabled": "sse" in names, "max_request_body_size": message},
        "emulation": {"max_request_body_size": message},
        # Errors as HTTP status codes: a publisher notices them without reading the body.
        "http_api": {"error_mode": "transport"},
        "health": {"enabled": True},
        "prometheus": {"enabled": True},
        "usage_stats": {"disabled": True},
        "shutdown": {"timeout": duration(TIMEOUTS.shutdown_s)},
    }
    if decisions.redis.decision.choice is not None:
        # Whose Redis is there already says in its secret who the gateway is.
        user: JsonObject = {} if any(each.redis for each in features.environments) else {"user": REDIS_USER}
        config["engine"] = {
            "type": "redis",
            "redis": {**user, "prefix": features.name, "presence_ttl": duration(PRESENCE_TTL_S)},
        }
    used = proxies(channels)
    if used:
        config["proxies"] = [{"name": name, "endpoint": f"http://backend.invalid/{name}"} for name in used]
    if RPC_PROXY in used:
        config["rpc"] = {
            "namespaces": [
                {"name": channel.namespace, "proxy_enabled": True, "proxy_name": RPC_PROXY}
                for channel in channels
                if RPC_PROXY in channel.proxies
            ]
        }
    return config


def _client(features: FeatureSet, decisions: Decisions) -> JsonObject:
    public = any(feature.access is Access.PUBLIC for feature in features.features)
    return {
        "ping_interval": duration(TIMEOUTS.heartbeat_s),
        "pong_timeout": duration(TIMEOUTS.pong_s),
        "queue_max_size": _queue_limit(decisions),
        "channel_limit": channel_limit(features),
        "user_connection_limit": _user_connections(features),
        "allow_anonymous_connect_without_token": public,
        # A token without a user is a mistake of who signed it; a public feature needs no token at all.
        "disallow_anonymous_connection_tokens": True,
        "token": _token(features.platform.auth),
        # Where an identity provider's keys check the users' tokens, no shared secret does, unless this says so.
        "subscription_token": {"enabled": features.platform.auth is not None and signs_subscriptions(features)},
    }


def _token(jwks: Jwks | None) -> JsonObject:
    if jwks is None:
        return {}
    token: JsonObject = {"jwks_public_endpoint": jwks.url}
    if jwks.issuer is not None:
        token["issuer"] = jwks.issuer
    if jwks.audience is not None:
        token["audience"] = jwks.audience
    return token


def channel_limit(features: FeatureSet) -> int:
    """Channels that one connection may have."""
    subscribed = sum(feature.channel.per_user for feature in features.features)
    return max(CHANNEL_LIMIT, CHANGING_CHANNELS * subscribed)


def _user_connections(features: FeatureSet) -> int:
    most = max(audience.connections_per_user for audience in features.audiences.values())
    return max(USER_CONNECTIONS, math.ceil(USER_CONNECTIONS_FACTOR * most))


def _message_limit(features: FeatureSet) -> int:
    """The largest publication in its frame, or the subscribe commands of all channels at once."""
    largest = max(feature.publish.size for feature in features.features)
    commands = channel_limit(features) * COMMAND_BYTES
    return max(MESSAGE_LIMIT, _power_of_two(largest + ENVELOPE_BYTES), _power_of_two(commands))


def _queue_limit(decisions: Decisions) -> int:
    """Room for what a client recovers when it reconnects, beside what is published meanwhile.

    A recovery is one reply, and counts: with less room, most clients are cut with 3008 while they recover, come back,
    and are cut again (seen with 300 messages of 16 KiB and the default limit).
    """
    recoveries = [
        (each.history_size * (each.feature.publish.size + ENVELOPE_BYTES), each.feature.channel.per_user)
        for each in decisions.features
    ]
    largest = max(size for size, _ in recoveries)
    together = sum(size * channels for size, channels in recoveries)
    return _power_of_two(QUEUE_LIMIT + max(largest, min(together, QUEUE_MOST - QUEUE_LIMIT)))


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()
