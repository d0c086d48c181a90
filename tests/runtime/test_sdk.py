"""The pinned SDK with the contract's options: when it comes back after a restart, and what it recovers."""

from __future__ import annotations

import json
import queue
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import make_feature, make_feature_set, make_notifications
from rtgen.decide import decide
from rtgen.decide.decisions import Reconnect
from rtgen.domain.vocabulary import Delivery
from rtgen.plan.channels import channels
from rtgen.plan.contract import client_contract
from rtgen.plan.gateway import gateway_config
from rtgen.plan.model import JsonObject
from runtime import gateway, redis, tools
from runtime.gateway import token

FEATURES = make_feature_set(make_feature("chat", delivery=Delivery.AT_LEAST_ONCE), make_notifications("alerts"))
USER = "ann"
CHANNELS = {"websocket": "chat:1", "sse": "alerts:#ann"}
EVENT_S = 30
LATE_MS = 400
"""What a busy machine may add to a timer and to a connection."""
EARLY_MS = 50
"""What the test may learn later of a loss than the SDK."""


class Client:
    """The SDK in a process of its own; the test is its backend and signs its tokens."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()
        self.seen: list[dict[str, Any]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))

    def until(self, event: str, channel: str) -> dict[str, Any]:
        """The next event of this name; tokens that are asked for meanwhile are given."""
        deadline = time.monotonic() + EVENT_S
        while True:
            found = self._events.get(timeout=max(0.1, deadline - time.monotonic()))
            self.seen.append(found)
            if found["event"] == "token":
                self._give(found["of"], channel)
            if found["event"] == event:
                return found

    def _give(self, kind: str, channel: str) -> None:
        """Signs what the contract asks for: a connection token opens a connection for two minutes at most."""
        signed = (
            token(USER, ttl=3_600, channel=channel)
            if kind == "subscription"
            else token(USER, ttl=120, expire_at=int(time.time()) + 3_600)
        )
        assert self._process.stdin is not None
        self._process.stdin.write(signed + "\n")
        self._process.stdin.flush()

    def asked(self, of: str) -> int:
        """How many tokens of a kind were asked for."""
        return sum(1 for each in self.seen if each["event"] == "token" and each["of"] == of)


@contextmanager
def client(contract: JsonObject, url: str, connection: str, folder: Path) -> Iterator[Client]:
    """A client of one of the contract's connections."""
    file = folder / "client-contract.json"
    file.write_text(json.dumps(contract), encoding="utf-8")
    script = Path(__file__).parent / "sdk" / "client.mjs"
    process = subprocess.Popen(
        [tools.node(), script, file, url, connection, CHANNELS[connection], tools.sdk()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Client(process)
        finally:
            process.kill()


@pytest.mark.parametrize("connection", CHANNELS)
def test_after_a_restart_the_sdk_comes_back_within_the_contracts_waits_and_misses_nothing(
    connection: str, running: ExitStack, tmp_path: Path
) -> None:
    decisions = decide(FEATURES)
    planned = channels(FEATURES, decisions)
    config, contract = gateway_config(FEATURES, decisions, planned), client_contract(FEATURES, decisions, planned)
    waits: Any = contract["reconnect"]
    channel = CHANNELS[connection]
    kept = running.enter_context(redis.started(redis.gateway_user("live"), tmp_path))
    first = running.enter_context(gateway.started(config, tmp_path, env=kept.env))
    sdk = running.enter_context(client(contract, first.url, connection, tmp_path))
    assert sdk.until("connected", channel)["transport"] == connection
    sdk.until("subscribed", channel)
    first.publish(channel, {"n": 1})
    sdk.until("publication", channel)

    assert first.stop(signal.SIGTERM) == 0
    lost = sdk.until("connecting", channel)
    again = running.enter_context(
        gateway.started(config, tmp_path, env=kept.env, ports=(first.port, first.internal_port))
    )
    for number in (2, 3):
        again.publish(channel, {"n": number})
    back = sdk.until("connected", channel)
    subscribed = sdk.until("subscribed", channel)
    got = [sdk.until("publication", channel)["data"] for _ in range(2)]

    shortest, longest = waits["waits_ms"][0]
    assert lost["code"] == 3001
    assert shortest <= back["ms"] - lost["ms"] <= longest + LATE_MS
    assert (subscribed["wasRecovering"], subscribed["recovered"]) == (True, True)
    assert got == [{"n": 2}, {"n": 3}]
    assert [each for each in sdk.seen if each["event"] == "error"] == []
    assert sdk.asked("connection") == 2
    assert sdk.asked("subscription") == (1 if connection == "websocket" else 0)


def test_a_stream_answers_the_gateways_pings(running: ExitStack, tmp_path: Path) -> None:
    """By a request of its own for each: without an answer, the gateway ends the connection with 3012."""
    decisions = decide(FEATURES)
    planned = channels(FEATURES, decisions)
    often = {"CENTRIFUGO_CLIENT_PING_INTERVAL": "1s", "CENTRIFUGO_CLIENT_PONG_TIMEOUT": "500ms"}
    kept = running.enter_context(redis.started(redis.gateway_user("live"), tmp_path))
    config = gateway_config(FEATURES, decisions, planned)
    server = running.enter_context(gateway.started(config, tmp_path, env={**kept.env, **often}))
    contract = client_contract(FEATURES, decisions, planned)
    sdk = running.enter_context(client(contract, server.url, "sse", tmp_path))
    sdk.until("subscribed", "alerts:#ann")

    deadline = time.monotonic() + EVENT_S
    while pongs(server) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    server.publish("alerts:#ann", {"n": 1})
    sdk.until("publication", "alerts:#ann")

    assert pongs(server) >= 3
    assert [each["event"] for each in sdk.seen if each["event"] in {"connected", "disconnected"}] == ["connected"]


def pongs(server: gateway.Gateway) -> int:
    """Answers to pings that the gateway has counted."""
    _, metrics = server.get("/metrics")
    found = re.search(r"^centrifugo_client_ping_pong_duration_seconds_count(?:\{.*\})? (\d+)", metrics, re.MULTILINE)
    return int(found[1]) if found else 0


@contextmanager
def refusing(port: int) -> Iterator[queue.Queue[float]]:
    """Accepts connections on a port and closes them; the times at which they came."""
    times: queue.Queue[float] = queue.Queue()
    with socket.create_server(("127.0.0.1", port)) as listener:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    arrived, _ = listener.accept()
                    times.put(time.monotonic())
                    arrived.close()

        thread = threading.Thread(target=accept)
        thread.start()
        yield times
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_while_the_gateway_is_away_every_attempt_comes_within_its_window(running: ExitStack, tmp_path: Path) -> None:
    decisions = replace(
        decide(FEATURES),
        reconnect=Reconnect(min_delay_ms=200, max_delay_ms=1_000, storm_connections=1, storm_rate=5, accept_rate=10),
    )
    planned = channels(FEATURES, decisions)
    contract = client_contract(FEATURES, decisions, planned)
    waits: Any = contract["reconnect"]
    config = gateway_config(FEATURES, decisions, planned)
    kept = running.enter_context(redis.started(redis.gateway_user("live"), tmp_path))
    server = running.enter_context(gateway.started(config, tmp_path, env=kept.env))
    sdk = running.enter_context(client(contract, server.url, "websocket", tmp_path))
    sdk.until("subscribed", "chat:1")

    server.stop(signal.SIGTERM)
    with refusing(server.port) as times:
        sdk.until("connecting", "chat:1")
        before = time.monotonic()
        # The first attempt asks for a new token; the others find that one still good.
        sdk.until("token", "chat:1")
        for shortest, longest in waits["waits_ms"]:
            attempt = times.get(timeout=EVENT_S)
            assert shortest - EARLY_MS <= 1_000 * (attempt - before) <= longest + LATE_MS
            before = attempt
