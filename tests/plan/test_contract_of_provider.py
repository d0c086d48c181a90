"""The contract where a provider holds the connections: one connection, its channels, and what it does not keep."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from builders import make_feature, make_feature_set, make_notifications, provenance
from planning import plan
from rtgen import resources
from rtgen.decide import decide
from rtgen.decide.provider.rules import LOSSES
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Communication, Managed, Ordering, Provider, Tier
from rtgen.render.summary import summary

SCHEMA = json.loads((resources.schemas() / "client-contract.schema.json").read_text(encoding="utf-8"))
NAMES = {
    Provider.ABLY: ("alerts:{user}", "chat:{id}"),
    Provider.PUSHER: ("private-alerts;{user}", "private-chat;{id}"),
    Provider.SUPABASE: ("alerts:{user}", "chat:{id}"),
}
RESUMED_S = {Provider.ABLY: 120, Provider.PUSHER: 0, Provider.SUPABASE: 0}


def spec(provider: Provider) -> FeatureSet:
    """A chat and alerts at a provider, as small as each takes them."""
    chat = make_feature("chat", history=None)
    found = make_feature_set(
        chat, make_notifications("alerts", history=None), tier=ForcedTier(Tier.MANAGED, "no servers")
    )
    return found._replace(platform=found.platform._replace(provider=provider))


def contract(features: FeatureSet) -> dict[str, Any]:
    return plan(features, decide(features)).client_contract


@pytest.mark.parametrize("provider", Provider)
def test_a_client_learns_the_provider_the_endpoint_and_the_names_of_its_channels(provider: Provider) -> None:
    found = contract(spec(provider))

    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert found["provider"]["name"] == provider.value
    assert set(found["provider"]) == {"name", "token_url_output", "resume_s", "not_kept"}
    assert found["provider"]["resume_s"] == RESUMED_S[provider]
    assert list(found["connections"]) == ["provider"]
    assert found["connections"]["provider"]["features"] == ["alerts", "chat"]
    templates = tuple(found["features"][name]["channel"]["template"] for name in ("alerts", "chat"))
    assert templates == NAMES[provider]
    assert {each["transport"] for each in found["features"].values()} == {"websocket"}


@pytest.mark.parametrize(
    ("provider", "told"), [(Provider.ABLY, True), (Provider.PUSHER, True), (Provider.SUPABASE, False)]
)
def test_a_client_learns_that_the_backend_hears_of_what_it_publishes(provider: Provider, told: bool) -> None:
    chats = [make_feature("moves", history=None, event_sourced=True), make_feature("chat", history=None)]
    found = contract(make_feature_set(*chats, tier=ForcedTier(Tier.MANAGED, "no servers"), provider=provider))

    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    described = found["features"]
    assert {name: each["backend_is_told"] for name, each in described.items()} == {"chat": False, "moves": told}
    assert not any(each["publish"]["backend_is_asked"] for each in described.values())


def test_where_no_provider_fits_nothing_is_told_of_a_connection() -> None:
    ordered = make_feature("chat", ordering=Ordering.GLOBAL, provenance=provenance(5, {"ordering": (7, 9)}))
    found = contract(make_feature_set(ordered, managed=Managed.REQUIRE))

    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    told = ("provider", "url_output", "gateway", "sdk", "reconnect", "resume", "heartbeat", "tokens")
    assert {key: found[key] for key in told} == dict.fromkeys(told)
    assert found["connections"] == {}
    assert found["features"]["chat"]["connection"] is None
    assert found["features"]["chat"]["channel"]["template"] is None


@pytest.mark.parametrize("provider", Provider)
def test_what_the_contract_says_is_not_kept_is_what_the_findings_say(provider: Provider) -> None:
    features = spec(provider)
    alerts, chat = features.features
    features = features._replace(features=(alerts, chat._replace(request_response=True)))
    settled = plan(features, decide(features))

    not_kept = settled.client_contract["provider"]["not_kept"]  # type: ignore[index, call-overload]

    assert not_kept
    assert not_kept == [each.message for each in settled.decisions.findings if each.rule == LOSSES.id]


@pytest.mark.parametrize(
    ("provider", "transports"),
    [
        (Provider.ABLY, ["websocket", "xhr_polling"]),
        (Provider.PUSHER, ["websocket", "xhr_streaming", "xhr_polling"]),
        (Provider.SUPABASE, ["websocket"]),
    ],
)
def test_the_transports_are_those_of_the_providers_sdk_wherever_they_are_told(
    provider: Provider, transports: list[str]
) -> None:
    settled = plan(spec(provider), decide(spec(provider)))

    (connection,) = settled.client_contract["connections"].values()  # type: ignore[union-attr]
    assert [each["transport"] for each in connection["transports"]] == transports  # type: ignore[call-overload, index, union-attr]
    for each in settled.decisions.features:
        assert [each.transport.choice.value, *each.fallbacks] == transports
    told = "\n".join(summary(settled, "stacks/x", 30).fallbacks)
    assert told == (" → ".join(transports) if len(transports) > 1 else "")
    assert ("RT312" in {each.rule for each in settled.decisions.findings}) is (transports == ["websocket"])


def test_what_is_polled_rarely_stays_with_the_teams_own_api() -> None:
    rare = make_notifications("mails", communication=Communication.INFREQUENT, freshness=Fraction(300))
    features = spec(Provider.ABLY)

    found = contract(features._replace(features=(*features.features, rare)))

    assert found["connections"]["provider"]["features"] == ["alerts", "chat"]
    mails = found["features"]["mails"]
    assert (mails["connection"], mails["transport"]) == (None, "short-polling")
