"""What the backend is asked, what it may refuse, and how it knows that the gateway is asking."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from rtgen.plan.model import JsonObject
from runtime import backend, gateway, samples
from runtime.client import RefusedError, connected
from runtime.gateway import token


def answer(question: str, body: JsonObject) -> JsonObject:
    """A backend that knows one order, one member, and no bad words."""
    match question:
        case "subscribe" if body["channel"] != "orders:7":
            return {"error": {"code": 403, "message": "not your order"}}
        case "publish" if body["data"] == {"text": "spam"}:
            return {"error": {"code": 429, "message": "too fast"}}
        case "publish":
            return {"result": {"data": {"text": "checked"}}}
        case "rpc":
            return {"result": {"data": {"asked": body["method"]}}}
    return {"result": {}}


def test_the_backend_decides_who_subscribes_publishes_and_is_answered(running: ExitStack, tmp_path: Path) -> None:
    asked = running.enter_context(backend.started(answer))
    env = asked.env("publish", "rpc", "subscribe")
    server = running.enter_context(gateway.started(samples.config(samples.ASKING), tmp_path, env=env))
    ann = running.enter_context(connected(server.url, token("ann")))

    ann.subscribe("orders:7")
    with pytest.raises(RefusedError, match="403"):
        ann.subscribe("orders:8")

    ann.subscribe("chat:1", token("ann", channel="chat:1"))
    ann.call("publish", channel="chat:1", data={"text": "hello"})
    assert ann.push()["data"] == {"text": "checked"}
    with pytest.raises(RefusedError, match="429"):
        ann.call("publish", channel="chat:1", data={"text": "spam"})

    assert ann.call("rpc", method="chat:list", data={})["data"] == {"asked": "chat:list"}
    with pytest.raises(RefusedError, match="104"):
        ann.call("rpc", method="orders:list", data={})

    assert [question for question, _, _ in asked.asked] == ["subscribe", "subscribe", "publish", "publish", "rpc"]
    assert {body["user"] for _, body, _ in asked.asked} == {"ann"}
    assert {header for _, _, header in asked.asked} == {"a-key"}


def test_the_backend_is_asked_for_publications_of_those_who_did_not_subscribe_too(
    running: ExitStack, tmp_path: Path
) -> None:
    """So it must check the channel, as the README says: being asked does not mean that the user is in the room."""
    asked = running.enter_context(backend.started(answer))
    env = asked.env("publish", "rpc", "subscribe")
    server = running.enter_context(gateway.started(samples.config(samples.ASKING), tmp_path, env=env))
    ann = running.enter_context(connected(server.url, token("ann")))

    ann.call("publish", channel="chat:another-room", data={"text": "hello"})

    assert [(question, body["channel"]) for question, body, _ in asked.asked] == [("publish", "chat:another-room")]


def test_without_the_backends_address_nothing_is_let_through(running: ExitStack, tmp_path: Path) -> None:
    server = running.enter_context(gateway.started(samples.config(samples.ASKING), tmp_path))
    ann = running.enter_context(connected(server.url, token("ann")))

    with pytest.raises(RefusedError, match="100"):
        ann.subscribe("orders:7")
    with pytest.raises(RefusedError, match="100"):
        ann.call("publish", channel="chat:1", data={})
