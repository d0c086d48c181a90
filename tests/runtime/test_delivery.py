"""The whole way at run time: a rendered configuration, a token, a publication, a delivery, and a refusal."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from builders import make_feature, make_feature_set, make_notifications
from rtgen.decide import decide
from rtgen.plan.channels import channels
from rtgen.plan.gateway import gateway_config
from rtgen.plan.model import JsonObject
from runtime import gateway
from runtime.client import RefusedError, connected

FEATURES = make_feature_set(make_feature("chat"), make_notifications("alerts"))


def rendered() -> JsonObject:
    """The configuration of a chat and of notifications."""
    decisions = decide(FEATURES)
    return gateway_config(FEATURES, decisions, channels(FEATURES, decisions))


def test_a_published_message_reaches_who_may_hear_it_and_nobody_else(running: ExitStack, tmp_path: Path) -> None:
    config = rendered()
    assert gateway.check(config, tmp_path, "--strict").returncode == 0
    server = running.enter_context(gateway.started(config, tmp_path))
    ann = running.enter_context(connected(server.url, gateway.token("ann")))
    bob = running.enter_context(connected(server.url, gateway.token("bob")))

    ann.subscribe("chat:room-1", gateway.token("ann", channel="chat:room-1"))
    with pytest.raises(RefusedError, match="103"):
        bob.subscribe("chat:room-1")
    server.publish("chat:room-1", {"text": "hello"})

    assert ann.push()["data"] == {"text": "hello"}
    assert bob.hears_nothing()


def test_a_user_hears_their_own_channel_and_is_refused_that_of_another(running: ExitStack, tmp_path: Path) -> None:
    server = running.enter_context(gateway.started(rendered(), tmp_path))
    ann = running.enter_context(connected(server.url, gateway.token("ann")))

    ann.subscribe("alerts:#ann")
    with pytest.raises(RefusedError, match="103"):
        ann.subscribe("alerts:#bob")
    server.publish("alerts:#ann", {"n": 1})

    assert ann.push()["data"] == {"n": 1}
