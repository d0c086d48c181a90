"""The pinned SDK with the contract's options: when it comes back after a restart, and what it recovers."""

from __future__ import annotations

import queue
import re
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from builders import make_feature, make_feature_set, make_notifications
from rtgen.decide import decide
from rtgen.decide.decisions import Reconnect
from rtgen.domain.vocabulary import Delivery
from rtgen.plan.channels import channels
from rtgen.plan.contract import client_contract
from rtgen.plan.gateway import gateway_config
from rtgen.plan.model import JsonObject
from runtime import gateway, redis
from runtime.sdk_client import EVENT_S, Client, client

FEATURES = make_feature_set(make_feature("chat", delivery=Delivery.AT_LEAST_ONCE), make_notifications("alerts"))
CHANNELS = {"websocket": "chat:1", "sse": "alerts:#ann"}
LATE_MS = 400
"""What a busy machine may add to a timer and to a connection."""
EARLY_MS = 50
"""What the test may learn later of a loss than the SDK."""


Start: TypeAlias = "Callable[..., Stack]"
Connect: TypeAlias = "Callable[[Stack, str], Client]"


@dataclass
class Stack:
    """What runs, and what its clients are told."""

    contract: dict[str, Any]
    config: JsonObject
    kept: redis.Redis
    server: gateway.Gateway


@pytest.fixture
def start(running: ExitStack, tmp_path: Path) -> Start:
    """Starts a gateway and its Redis."""

    def started(*, env: Mapping[str, str] | None = None, reconnect: Reconnect | None = None) -> Stack:
        decisions = decide(FEATURES)
        if reconnect is not None:
            decisions = decisions._replace(reconnect=reconnect)
        planned = channels(FEATURES, decisions)
        config = gateway_config(FEATURES, decisions, planned)
        kept = running.enter_context(redis.started(redis.gateway_user("live"), tmp_path))
        server = running.enter_context(gateway.started(config, tmp_path, env={**kept.env, **(env or {})}))
        return Stack(client_contract(FEATURES, decisions, planned), config, kept, server)

    return started


@pytest.fixture
def connect(running: ExitStack, tmp_path: Path) -> Connect:
    """Connects a client by one of the contract's connections."""

    def connected(stack: Stack, connection: str) -> Client:
        made = client(stack.contract, stack.server.url, connection, CHANNELS[connection], tmp_path)
        return running.enter_context(made)

    return connected


@pytest.mark.parametrize("connection", CHANNELS)
def test_after_a_restart_the_sdk_comes_back_within_the_contracts_waits_and_misses_nothing(
    connection: str, start: Start, connect: Connect, running: ExitStack, tmp_path: Path
) -> None:
    channel = CHANNELS[connection]
    stack = start()
    first = stack.server
    sdk = connect(stack, connection)
    assert sdk.until("connected")["transport"] == connection
    sdk.until("subscribed")
    first.publish(channel, {"n": 1})
    sdk.until("publication")

    assert first.stop(signal.SIGTERM) == 0
    lost = sdk.until("connecting")
    ports = (first.port, first.internal_port)
    again = running.enter_context(gateway.started(stack.config, tmp_path, env=stack.kept.env, ports=ports))
    for number in (2, 3):
        again.publish(channel, {"n": number})
    back = sdk.until("connected")
    subscribed = sdk.until("subscribed")
    got = [sdk.until("publication")["data"] for _ in range(2)]

    shortest, longest = stack.contract["reconnect"]["waits_ms"][0]
    assert lost["code"] == 3001
    assert shortest <= back["ms"] - lost["ms"] <= longest + LATE_MS
    assert (subscribed["wasRecovering"], subscribed["recovered"]) == (True, True)
    assert got == [{"n": 2}, {"n": 3}]
    assert [each for each in sdk.seen if each["event"] == "error"] == []
    assert sdk.asked("connection") == 2
    assert sdk.asked("subscription") == (1 if connection == "websocket" else 0)


def test_a_stream_answers_the_gateways_pings(start: Start, connect: Connect) -> None:
    """By a request of its own for each: without an answer, the gateway ends the connection with 3012."""
    stack = start(env={"CENTRIFUGO_CLIENT_PING_INTERVAL": "1s", "CENTRIFUGO_CLIENT_PONG_TIMEOUT": "500ms"})
    sdk = connect(stack, "sse")
    sdk.until("subscribed")

    deadline = time.monotonic() + EVENT_S
    while pongs(stack.server) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    stack.server.publish(CHANNELS["sse"], {"n": 1})
    sdk.until("publication")

    assert pongs(stack.server) >= 3
    assert [each["event"] for each in sdk.seen if each["event"] in {"connected", "disconnected"}] == ["connected"]


def pongs(server: gateway.Gateway) -> int:
    """Answers to pings that the gateway has counted."""
    _, metrics = server.get("/metrics")
    found = re.search(r"^centrifugo_client_ping_pong_duration_seconds_count(?:\{.*\})? (\d+)", metrics, re.MULTILINE)
    return int(found[1]) if found else 0


@pytest.mark.parametrize(
    ("blocked", "taken"),
    [
        ({"CENTRIFUGO_WEBSOCKET_DISABLED": "true"}, "http_stream"),
        ({"CENTRIFUGO_WEBSOCKET_DISABLED": "true", "CENTRIFUGO_HTTP_STREAM_ENABLED": "false"}, "sse"),
    ],
    ids=["no websocket", "neither websocket nor http_stream"],
)
def test_where_a_network_blocks_a_transport_the_next_one_carries_the_feature(
    blocked: dict[str, str], taken: str, start: Start, connect: Connect
) -> None:
    stack = start(env=blocked)
    sdk = connect(stack, "websocket")

    assert sdk.until("connected")["transport"] == taken
    sdk.until("subscribed")
    stack.server.publish(CHANNELS["websocket"], {"n": 1})
    assert sdk.until("publication")["data"] == {"n": 1}


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


def test_while_the_gateway_is_away_every_attempt_comes_within_its_window(start: Start, connect: Connect) -> None:
    short = Reconnect(min_delay_ms=200, max_delay_ms=1_000, storm_connections=1, storm_rate=5, accept_rate=10)
    stack = start(reconnect=short)
    sdk = connect(stack, "websocket")
    sdk.until("subscribed")

    stack.server.stop(signal.SIGTERM)
    with refusing(stack.server.port) as times:
        sdk.until("connecting")
        before = time.monotonic()
        # The first attempt asks for a new token; the others find that one still good.
        sdk.until("token")
        for shortest, longest in stack.contract["reconnect"]["waits_ms"]:
            attempt = times.get(timeout=EVENT_S)
            assert shortest - EARLY_MS <= 1_000 * (attempt - before) <= longest + LATE_MS
            before = attempt
