from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from builders import make_audience, make_feature, make_feature_set, make_notifications
from rtgen.decide import decide
from rtgen.domain.features import Channel, Feature, FeatureSet, Publish
from rtgen.domain.platform import Backend, ForcedTier, Jwks
from rtgen.domain.vocabulary import Access, Communication, Delivery, Publisher, RateUnit, Scope, Tier
from rtgen.plan.channels import channels
from rtgen.plan.gateway import gateway_config
from rtgen.plan.model import JsonObject
from rtgen.plan.stack import TIMEOUTS
from rtgen.plan.tokens import token_variable

BACKEND = Backend("https://api.example.com", None)


def config(features: FeatureSet) -> JsonObject:
    """The configuration of a spec."""
    decisions = decide(features)
    return gateway_config(features, decisions, channels(features, decisions))


def at(value: object, *path: str) -> object:
    """What stands at a path."""
    for key in path:
        assert isinstance(value, dict)
        value = value[key]
    return value


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value that holds no other, with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


WHOLE = make_feature_set(
    make_feature("chat", delivery=Delivery.AT_LEAST_ONCE, request_response=True),
    make_feature("orders", access=Access.PROXY),
    make_feature("online", communication=Communication.PRESENCE, history=None),
    make_notifications("alerts"),
    backend=BACKEND,
    auth=Jwks("https://login.example.com/keys", "https://login.example.com/", "live"),
)


def test_every_duration_is_text_with_a_unit() -> None:
    words = re.compile(r"(ttl|timeout|interval|delay)$")

    durations = [value for path, value in leaves(config(WHOLE)) if words.search(path)]

    assert len(durations) >= 5
    assert [value for value in durations if not re.fullmatch(r"\d+[smh]", str(value))] == []


def test_neither_secrets_nor_sizes_nor_addresses_stand_in_the_file() -> None:
    paths = {path for path, _ in leaves(config(WHOLE))}
    written = json.dumps(config(WHOLE))

    assert [path for path in paths if re.search(r"secret|password|\.key$|connection_limit$", path)] == [
        ".client.user_connection_limit"
    ]
    assert "allowed_origins" not in written
    assert "api.example.com" not in written


def test_a_proxy_without_its_address_reaches_nobody() -> None:
    proxies = at(config(WHOLE), "proxies")

    assert proxies == [
        {"name": name, "endpoint": f"http://backend.invalid/{name}"} for name in ("publish", "rpc", "subscribe")
    ]


def test_calls_are_routed_by_feature() -> None:
    assert at(config(WHOLE), "rpc", "namespaces") == [{"name": "chat", "proxy_enabled": True, "proxy_name": "rpc"}]


def test_heartbeat_and_shutdown_are_those_of_the_path() -> None:
    whole = config(WHOLE)

    assert at(whole, "client", "ping_interval") == f"{TIMEOUTS.heartbeat_s}s"
    assert at(whole, "client", "pong_timeout") == f"{TIMEOUTS.pong_s}s"
    assert at(whole, "shutdown", "timeout") == f"{TIMEOUTS.shutdown_s}s"


def test_only_transports_that_some_client_uses_are_open() -> None:
    sse = config(make_feature_set(make_notifications(), client="an-sdk-of-our-own"))
    websocket = config(make_feature_set(make_feature(), client="an-sdk-of-our-own"))

    assert (at(sse, "websocket", "disabled"), at(sse, "sse", "enabled"), at(sse, "http_stream", "enabled")) == (
        True,
        True,
        False,
    )
    assert (at(websocket, "websocket", "disabled"), at(websocket, "sse", "enabled")) == (False, False)
    assert [key for key in config(WHOLE) if key.startswith("uni_")] == []


@pytest.mark.parametrize(("access", "let_in"), [(Access.PUBLIC, True), (Access.OWN, False)])
def test_visitors_without_a_token_connect_only_where_something_is_public(access: Access, *, let_in: bool) -> None:
    client = at(config(make_feature_set(make_notifications(access=access))), "client")

    assert at(client, "allow_anonymous_connect_without_token") is let_in
    assert at(client, "disallow_anonymous_connection_tokens") is True


def test_redis_has_the_rights_of_one_project() -> None:
    features = make_feature_set(make_feature(delivery=Delivery.AT_LEAST_ONCE))

    assert at(config(features), "engine") == {
        "type": "redis",
        "redis": {"user": "gateway", "prefix": "live", "presence_ttl": "1m"},
    }


def test_one_server_without_anything_to_keep_has_no_redis() -> None:
    assert "engine" not in config(make_feature_set(make_feature()))


def test_tokens_of_an_identity_provider_are_checked_for_issuer_and_audience() -> None:
    assert at(config(WHOLE), "client", "token") == {
        "jwks_public_endpoint": "https://login.example.com/keys",
        "issuer": "https://login.example.com/",
        "audience": "live",
    }
    assert at(config(WHOLE), "client", "subscription_token") == {"enabled": True}


@pytest.mark.parametrize(
    ("features", "variable"),
    [
        (make_feature_set(), "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY"),
        (WHOLE, "CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET_KEY"),
        (make_feature_set(make_notifications(), auth=Jwks("https://login.example.com/keys", None, None)), None),
    ],
    ids=["the backend signs all", "the backend signs for rooms", "the backend signs nothing"],
)
def test_a_secret_is_there_for_what_the_backend_signs(features: FeatureSet, variable: str | None) -> None:
    client = at(config(features), "client")

    assert token_variable(features) == variable
    assert (at(client, "token") == {}) is (features.platform.auth is None)
    assert at(client, "subscription_token", "enabled") is (variable is not None and "SUBSCRIPTION" in variable)


def queue_limit(features: FeatureSet) -> int:
    """Bytes that may wait for one client."""
    limit = at(config(features), "client", "queue_max_size")
    assert isinstance(limit, int)
    return limit


def feed(name: str, size: int, *, per_user: int = 1) -> Feature:
    """A feature whose channels keep 300 messages of a size."""
    publish = Publish(Fraction(10), RateUnit.CHANNEL, size, Publisher.SERVER)
    return make_feature(name, publish=publish, channel=Channel(Scope.ROOM, 8, 8, per_user))


def test_all_that_a_client_recovers_fits_into_its_queue() -> None:
    assert queue_limit(make_feature_set(feed("one", 65_536))) >= 300 * 65_536
    assert queue_limit(make_feature_set(feed("one", 4_096), feed("two", 4_096, per_user=3))) >= 4 * 300 * 4_096


def test_a_queue_is_bounded_however_many_features_there_are() -> None:
    many = make_feature_set(*(feed(f"feed-{number}", 1_024) for number in range(500)))

    assert queue_limit(many) == 16 << 20
    assert queue_limit(make_feature_set(make_feature(history=None))) == 1 << 20


def test_a_publication_fits_into_a_message() -> None:
    large = make_feature().publish._replace(size=100_000)

    limit = at(config(make_feature_set(make_feature(publish=large))), "websocket", "message_size_limit")

    assert isinstance(limit, int)
    assert limit > large.size


def test_many_channels_are_subscribed_in_one_message() -> None:
    features = make_feature_set(*(make_feature(f"chat-{number}") for number in range(40)))
    whole = config(features)
    limits = [at(whole, transport, "max_request_body_size") for transport in ("http_stream", "sse", "emulation")]

    channel_limit, message_limit = at(whole, "client", "channel_limit"), at(whole, "websocket", "message_size_limit")

    assert channel_limit == 2 * 40 * 3
    assert isinstance(message_limit, int)
    assert message_limit >= 240 * 1024
    assert limits == [message_limit] * 3


def test_a_user_with_many_devices_is_let_in_on_all_of_them() -> None:
    audience = make_audience(connections_per_user=Fraction(30))

    limit = at(config(make_feature_set(make_feature(), audiences=[audience])), "client", "user_connection_limit")

    assert isinstance(limit, int)
    assert limit >= 2 * 30


def test_long_histories_outlive_the_epoch_of_none() -> None:
    whole = config(make_feature_set(make_feature(history=60 * 24 * 3600)))

    assert at(whole, "channel", "history_meta_ttl") == f"{120 * 24}h"


def test_a_managed_tier_has_no_configuration() -> None:
    assert config(make_feature_set(tier=ForcedTier(Tier.MANAGED, "no operators"))) == {}
