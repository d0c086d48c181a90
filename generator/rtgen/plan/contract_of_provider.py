"""The client contract where a provider holds the connections: its SDK connects, comes back and resumes in its own way.

What stands here is what a client must know beside that SDK: where its tokens come from, what its channels are called,
and which of the spec's promises the provider does not keep.
"""

from __future__ import annotations

from typing import cast

from rtgen.decide.decisions import Decisions
from rtgen.decide.provider.candidates import service_of
from rtgen.decide.provider.offer import Hook
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Provider, Transport
from rtgen.plan.model import JsonObject
from rtgen.plan.token_endpoint import channel_name

CONNECTION = "provider"
"""The one connection of a provider's SDK, which carries every feature."""
TOKEN_URL_OUTPUT = "token_url"  # noqa: S105 - the name of an output
_EMPTY = ("url_output", "gateway", "sdk", "reconnect", "resume", "heartbeat", "tokens")


def of_provider(contract: JsonObject, features: FeatureSet, decisions: Decisions, provider: Provider) -> JsonObject:
    """The contract of a self-hosted stack, with the gateway's parts empty and the provider's filled in.

    What is polled rarely stays with the team's own API, and has no part in the connection.
    """
    chosen = decisions.provider.candidate(provider)
    abilities = service_of(chosen).abilities
    described = cast("dict[str, JsonObject]", contract["features"])
    polled = {each.feature.id for each in decisions.features if each.transport.choice is Transport.SHORT_POLLING}
    sdk, need = decisions.provider.sdk, decisions.provider.need
    told = {each.id for each in need.told} if need is not None and abilities.hook[0] is Hook.AFTER else set()
    return {
        **contract,
        **dict.fromkeys(_EMPTY),
        "provider": {
            "name": provider.value,
            "token_url_output": TOKEN_URL_OUTPUT,
            "resume_s": abilities.resume[0],
            "not_kept": [each.text for each in chosen.losses],
        },
        "connections": {
            CONNECTION: {
                "transports": [_transport(each) for each in (sdk.transports if sdk else ())],
                "features": [each.id for each in features.features if each.id not in polled],
                "emulation_path": None,
                "sdk_options": None,
            }
        },
        "features": {
            each.id: _feature(
                described[each.id],
                channel_name(each, provider),
                carried=each.id not in polled,
                told=each.id in told,
            )
            for each in features.features
        },
    }


def _transport(name: str) -> JsonObject:
    return {"transport": name, "scheme": "ws" if name == Transport.WEBSOCKET.value else "http", "path": None}


def _feature(described: JsonObject, name: str, *, carried: bool, told: bool) -> JsonObject:
    channel = cast("JsonObject", described["channel"])
    return {
        **described,
        "connection": CONNECTION if carried else None,
        "channel": {**channel, "template": name},
        "backend_is_told": told,
    }
