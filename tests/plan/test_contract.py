from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from builders import make_feature, make_feature_set, make_gateway, make_notifications
from rtgen import resources
from rtgen.decide import decide
from rtgen.decide.decisions import Reconnect
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Backend, ClientAbilities, ForcedTier, Jwks
from rtgen.domain.vocabulary import Access, Communication, Delivery, Offline, Sync, Tier
from rtgen.plan.channels import channels
from rtgen.plan.contract import client_contract, wait_ms
from rtgen.plan.gateway import gateway_config

SCHEMA = json.loads((resources.schemas() / "client-contract.schema.json").read_text(encoding="utf-8"))
EXAMPLES = sorted(resources.examples().glob("*/client-contract.json"))

WHOLE = make_feature_set(
    make_feature("chat", delivery=Delivery.AT_LEAST_ONCE, offline=Offline.QUEUE, request_response=True),
    make_feature("online", communication=Communication.PRESENCE, history=None),
    make_feature("notes", communication=Communication.COLLABORATIVE_EDITING, sync=Sync.CRDT),
    make_notifications("alerts"),
    make_notifications("news", access=Access.PUBLIC, public_because="news are for everyone"),
    make_notifications("parcels", communication=Communication.INFREQUENT, freshness=Fraction(300)),
    backend=Backend("https://api.example.com", None),
)
SPECS = {
    "whole": WHOLE,
    "identity provider": make_feature_set(auth=Jwks("https://login.example.com/keys", None, None)),
    "managed": make_feature_set(tier=ForcedTier(Tier.MANAGED, "no operators")),
    "own gateway": make_feature_set(gateway=make_gateway()),
    "own client": make_feature_set(client=ClientAbilities(reconnects=True, backoff=True, jitter=False, resumes=False)),
    "polling alone": make_feature_set(
        make_notifications(communication=Communication.INFREQUENT, freshness=Fraction(300))
    ),
}


def contract(features: FeatureSet) -> dict[str, Any]:
    """The contract of a spec."""
    decisions = decide(features)
    return client_contract(features, decisions, channels(features, decisions))


@pytest.mark.parametrize("name", SPECS)
def test_a_contract_is_what_its_schema_says(name: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(contract(SPECS[name]))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_is_what_the_schema_says(example: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(example.read_text(encoding="utf-8")))


def objects(schema: object) -> Iterator[dict[str, Any]]:
    """Every schema of an object with named keys."""
    if isinstance(schema, dict):
        if "properties" in schema and "type" in schema:
            yield schema
        for inner in schema.values():
            yield from objects(inner)


def test_the_schema_is_closed_and_explains_every_key() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    found = list(objects(SCHEMA))

    assert found
    for node in found:
        assert node["additionalProperties"] is False
        assert sorted(node["required"]) == sorted(node["properties"])
        assert [key for key, value in node["properties"].items() if not {"title", "description"} <= set(value)] == []


def test_features_of_one_transport_share_a_connection() -> None:
    connections = contract(WHOLE)["connections"]

    assert {name: entry["features"] for name, entry in connections.items()} == {
        "websocket": ["chat", "online"],
        "sse": ["alerts", "news"],
    }
    assert [each["transport"] for each in connections["websocket"]["transports"]] == ["websocket", "http_stream", "sse"]


def test_what_a_service_serves_has_no_connection() -> None:
    features = contract(WHOLE)["features"]

    assert {name: (entry["served_by"], entry["connection"]) for name, entry in features.items()} == {
        "alerts": ("gateway", "sse"),
        "chat": ("gateway", "websocket"),
        "news": ("gateway", "sse"),
        "notes": ("collaboration", None),
        "online": ("gateway", "websocket"),
        "parcels": ("poll", None),
    }
    assert features["parcels"]["poll_interval_ms"] == 150_000


def test_every_transport_that_a_client_tries_is_open_in_the_gateway() -> None:
    for features in SPECS.values():
        decisions = decide(features)
        planned = channels(features, decisions)
        config: dict[str, Any] = gateway_config(features, decisions, planned)
        for connection in client_contract(features, decisions, planned)["connections"].values():  # type: ignore[union-attr]
            for each in connection["transports"]:  # type: ignore[index,call-overload,union-attr]
                name = each["transport"]
                opened = config.get(name, {})
                assert not config or opened.get("enabled", not opened.get("disabled", True))


@pytest.mark.parametrize(
    ("attempt", "shortest", "longest"), [(0, 2_000, 4_000), (1, 2_000, 6_000), (3, 2_000, 18_000), (9, 2_000, 20_000)]
)
def test_the_waits_are_those_of_the_sdk(attempt: int, shortest: int, longest: int) -> None:
    reconnect = Reconnect(2_000, 20_000, storm_connections=1, storm_rate=1, accept_rate=1)

    assert wait_ms(reconnect, attempt) == (shortest, longest)


def test_the_sdk_gets_the_decided_waits() -> None:
    decisions = decide(WHOLE)
    options = contract(WHOLE)["connections"]["websocket"]["sdk_options"]

    assert (options["minReconnectDelay"], options["maxReconnectDelay"]) == (
        decisions.reconnect.min_delay_ms,
        decisions.reconnect.max_delay_ms,
    )


def test_codes_are_sorted_and_leave_no_gap() -> None:
    codes = contract(WHOLE)["close_codes"]

    assert codes[0]["first"] == 1000
    assert codes[-1]["last"] == 4999
    assert [(one["last"] + 1) for one in codes[:-1]] == [other["first"] for other in codes[1:]]


def test_a_token_that_may_stand_in_an_address_lives_two_minutes_at_most() -> None:
    token = contract(WHOLE)["tokens"]["connection"]

    assert token["in_address"] is True
    assert token["exp_s"] <= 120
    assert token["expire_at_s"] > token["exp_s"]


def test_a_client_knows_what_to_do_about_what_it_could_not_recover() -> None:
    features = contract(WHOLE)["features"]

    assert (features["chat"]["resync"], features["online"]["resync"]) == ("reload", "ask-presence")
    assert features["online"]["history"] is None


def test_an_outbox_is_asked_for_where_clients_send() -> None:
    features = contract(WHOLE)["features"]

    assert (features["chat"]["offline"], features["chat"]["message_id"]) == ("queue", True)
    assert (features["alerts"]["offline"], features["alerts"]["message_id"]) == (None, False)
    assert features["chat"]["rpc_methods"] == "chat:"


def test_a_provider_keeps_its_own_ways() -> None:
    managed = contract(SPECS["managed"])

    assert (managed["gateway"], managed["sdk"], managed["tokens"], managed["close_codes"]) == (None, None, None, [])
    assert (managed["reconnect"], managed["resume"], managed["url_output"]) == (None, None, None)
    assert managed["features"]["chat"]["served_by"] == "provider"
    assert managed["connections"]["provider"]["transports"][0]["path"] is None


def test_a_gateway_is_no_provider() -> None:
    assert contract(WHOLE)["provider"] is None
