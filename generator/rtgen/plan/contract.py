"""The client contract: what every client of the stack must do, machine-readable and the same for each environment.

The host differs between environments: it is the stack's output `url`, which clients put before each path; or, with a
certificate that is given, the name that the team points at the stack, which no output knows. Where the gateway is not
rtgen's own (a managed provider, an own server) the parts that are the gateway's stand empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rtgen.decide.decisions import Decisions, Reconnect
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import OwnGateway
from rtgen.domain.vocabulary import Access, Tier
from rtgen.plan.codes import CLOSE_CODES, ERRORS, UNSUBSCRIBE_CODES, CodeRange
from rtgen.plan.contract_of_features import of_features
from rtgen.plan.contract_of_provider import of_provider
from rtgen.plan.model import ChannelPlan, Json, JsonObject
from rtgen.plan.stack import TIMEOUTS
from rtgen.plan.tokens import signs_subscriptions
from rtgen.plan.transports import Connection, connections

VERSION = 1
"""Of the contract's own shape; a change that breaks a reader is another number."""

GATEWAY = {"name": "centrifugo", "version": "6.9.1", "protocol": "centrifuge-json"}
SDK = {"name": "centrifuge-js", "package": "centrifuge", "version": "5.8.0"}
PATHS = {
    "websocket": ("ws", "/connection/websocket"),
    "http_stream": ("http", "/connection/http_stream"),
    "sse": ("http", "/connection/sse"),
}
EMULATION_PATH = "/emulation"
"""Where the client's half goes that a stream cannot carry."""

HMAC = "hmac-sha256"
CALL_TIMEOUT_MS = 5_000
SERVER_PING_DELAY_MS = 10_000
"""How long after a missing ping the SDK gives the connection up; both are the SDK's defaults, stated so that they
stay as they are tested."""
ATTEMPTS = 4
"""Attempts whose waits the contract lists."""

TOKEN_IN_ADDRESS_S = 120
"""Life of a connection token: with Server-Sent Events it stands in the request's address, which logs keep."""
CONNECTION_S = 3_600
"""How long an open connection goes on until the SDK renews its token, over the connection itself."""
SUBSCRIPTION_TOKEN_S = 3_600
"""Life of a subscription token, which stands in no address; long enough that a reconnect needs no new one."""


def client_contract(features: FeatureSet, decisions: Decisions, channels: Sequence[ChannelPlan]) -> JsonObject:
    """What `client-contract.json` says."""
    planned = {channel.feature: channel for channel in channels}
    managed = decisions.tier.decision.choice is Tier.MANAGED
    # A provider's SDK opens its own; where none fits, nobody knows what there would be.
    opened = () if managed else connections(decisions)
    sdk = features.platform.client == SDK["name"]
    own_gateway = bool(channels)
    server = None if managed else features.platform.gateway
    provider = decisions.provider.decision.choice if managed else None
    carried = {each.feature.id: connection.transports[0] for connection in opened for each in connection.features}
    contract: JsonObject = {
        "version": VERSION,
        "name": features.name,
        "provider": None,
        "url_output": "url" if not managed and features.environments[0].certificate_arn is None else None,
        "gateway": dict(GATEWAY) if own_gateway else _server(server),
        "sdk": dict(SDK) if own_gateway and sdk else None,
        "connections": {
            each.transports[0]: _connection(each, decisions.reconnect, gateway=own_gateway, sdk=sdk) for each in opened
        },
        "reconnect": None if managed else _reconnect(decisions.reconnect),
        "resume": {"position": ["offset", "epoch"], "kept_by": "sdk" if sdk else "client"} if own_gateway else None,
        "heartbeat": _heartbeat() if own_gateway else _required_heartbeat(server),
        "close_codes": _ranges(CLOSE_CODES) if own_gateway else [],
        "unsubscribe_codes": _ranges(UNSUBSCRIBE_CODES) if own_gateway else [],
        "errors": [
            {"code": each.code, "action": each.action, "meaning": each.meaning} for each in ERRORS if own_gateway
        ],
        "tokens": _tokens(features, opened) if own_gateway else None,
        "features": of_features(decisions.features, carried, planned, own=server is not None),
    }
    return contract if provider is None else of_provider(contract, features, decisions, provider)


def _ranges(codes: Iterable[CodeRange]) -> list[Json]:
    return [{"first": each.first, "last": each.last, "action": each.action, "meaning": each.meaning} for each in codes]


def _connection(connection: Connection, reconnect: Reconnect, *, gateway: bool, sdk: bool) -> JsonObject:
    entry: JsonObject = {
        "transports": [_transport(name, gateway=gateway) for name in connection.transports],
        "features": [each.feature.id for each in connection.features],
        "emulation_path": EMULATION_PATH if gateway else None,
        "sdk_options": None,
    }
    if gateway and sdk:
        entry["sdk_options"] = {
            "minReconnectDelay": reconnect.min_delay_ms,
            "maxReconnectDelay": reconnect.max_delay_ms,
            "timeout": CALL_TIMEOUT_MS,
            "maxServerPingDelay": SERVER_PING_DELAY_MS,
        }
    return entry


def _transport(name: str, *, gateway: bool) -> JsonObject:
    scheme, path = PATHS[name]
    return {"transport": name, "scheme": scheme, "path": path if gateway else None}


def _reconnect(reconnect: Reconnect) -> JsonObject:
    return {
        "min_delay_ms": reconnect.min_delay_ms,
        "max_delay_ms": reconnect.max_delay_ms,
        "waits_ms": [list(wait_ms(reconnect, attempt)) for attempt in range(ATTEMPTS)],
        "storm_connections": reconnect.storm_connections,
        "storm_rate": reconnect.storm_rate,
        "accept_rate": reconnect.accept_rate,
    }


def wait_ms(reconnect: Reconnect, attempt: int) -> tuple[int, int]:
    """Shortest and longest wait before an attempt, the first being 0.

    The SDK waits min(max, min + random(0, min(max, min × 2^attempt))) (centrifuge-js 5.8.0: `backoff`).
    """
    least, most = reconnect.min_delay_ms, reconnect.max_delay_ms
    return min(least, most), min(most, least + min(most, least * 2**attempt))


def _server(gateway: OwnGateway | None) -> Json:
    """A server of the user's own: which one it is; what it speaks only its own documentation says."""
    if gateway is None:
        return None
    name, _, version = gateway.image.rpartition("@" if "@" in gateway.image else ":")
    return {"name": name, "version": version, "protocol": None}


def _required_heartbeat(gateway: OwnGateway | None) -> Json:
    """What the stack demands of a server of the user's own; how clients answer, and when they give up, is its own."""
    if gateway is None:
        return None
    return {
        "sent_by": "gateway",
        "interval_ms": TIMEOUTS.heartbeat_s * 1_000,
        "answer_within_ms": None,
        "dead_after_ms": None,
    }


def _heartbeat() -> JsonObject:
    interval = TIMEOUTS.heartbeat_s * 1_000
    return {
        "sent_by": "gateway",
        "interval_ms": interval,
        "answer_within_ms": TIMEOUTS.pong_s * 1_000,
        "dead_after_ms": interval + SERVER_PING_DELAY_MS,
    }


def _tokens(features: FeatureSet, opened: Sequence[Connection]) -> JsonObject:
    jwks = features.platform.auth is not None
    subscription: JsonObject = {
        "signed_with": HMAC,
        "claims": ["sub", "channel", "exp"],
        "exp_s": SUBSCRIPTION_TOKEN_S,
    }
    return {
        "connection": {
            "signed_with": "jwks" if jwks else HMAC,
            "claims": ["sub", "exp"] if jwks else ["sub", "exp", "expire_at"],
            "exp_s": TOKEN_IN_ADDRESS_S,
            "expire_at_s": None if jwks else CONNECTION_S,
            "new_for_each_connect": True,
            "in_address": any("sse" in each.transports for each in opened),
        },
        "subscription": subscription if signs_subscriptions(features) else None,
        "anonymous": any(feature.access is Access.PUBLIC for feature in features.features),
    }
