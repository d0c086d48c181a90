"""What clients get back after they were away, and what keeps one of them from holding up the gateway."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from builders import make_feature, make_feature_set
from rtgen.domain.features import FeatureSet, Publish
from rtgen.domain.vocabulary import Publisher, RateUnit
from runtime import gateway, redis, samples
from runtime.client import connected
from runtime.gateway import token

ROOM = "chat:1"


def feed(size: int, *features: str) -> FeatureSet:
    """Features whose server publishes ten messages of a size a second."""
    publish = Publish(Fraction(10), RateUnit.CHANNEL, size, Publisher.SERVER)
    return make_feature_set(*(make_feature(name, publish=publish) for name in features))


def test_two_nodes_deliver_to_each_others_clients_and_a_killed_one_loses_nothing(
    running: ExitStack, tmp_path: Path
) -> None:
    server = running.enter_context(redis.started(redis.gateway_user("live"), tmp_path))
    config = samples.config(samples.KEPT)
    one = running.enter_context(gateway.started(config, tmp_path, env=server.env))
    other = running.enter_context(gateway.started(config, tmp_path, env=server.env))
    ann = running.enter_context(connected(one.url, token("ann")))
    subscribed = ann.subscribe(ROOM, token("ann", channel=ROOM))

    other.publish(ROOM, {"n": 1})
    first = ann.push()
    one.process.kill()
    one.process.wait()
    for number in (2, 3):
        other.publish(ROOM, {"n": number})
    back = running.enter_context(connected(other.url, token("ann")))
    recovered = back.subscribe(
        ROOM, token("ann", channel=ROOM), recover=True, epoch=subscribed["epoch"], offset=first["offset"]
    )

    assert first["data"] == {"n": 1}
    assert recovered["recovered"] is True
    assert [each["data"] for each in recovered["publications"]] == [{"n": 2}, {"n": 3}]  # type: ignore[union-attr,index,call-overload]


def test_the_gateways_redis_user_reaches_nothing_else(running: ExitStack, tmp_path: Path) -> None:
    server = running.enter_context(redis.started(redis.gateway_user("live"), tmp_path))
    node = running.enter_context(gateway.started(samples.config(samples.KEPT), tmp_path, env=server.env))
    ann = running.enter_context(connected(node.url, token("ann")))

    ann.subscribe("online:1", token("ann", channel="online:1"))
    ann.push("join")
    node.publish(ROOM, {"n": 1})

    assert node.api("history", channel=ROOM, limit=1)[0] == 200
    assert node.api("presence", channel="online:1")[0] == 200
    assert server.command("GET", "live.anything").startswith("$-1")
    for refused in (
        ("GET", "other.key"),
        ("PUBLISH", "other", "x"),
        ("FLUSHALL",),
        ("CONFIG", "GET", "*"),
        ("KEYS", "*"),
    ):
        assert server.command(*refused).startswith("-NOPERM"), refused
    assert server.command("PING", user="default", password="").startswith(("-NOAUTH", "-WRONGPASS", "-NOPERM"))


def test_a_gap_beyond_the_history_is_told_and_not_hidden(running: ExitStack, tmp_path: Path) -> None:
    node = running.enter_context(gateway.started(samples.config(samples.PLAIN), tmp_path))
    ann = running.enter_context(connected(node.url, token("ann")))
    position = ann.subscribe("alerts:#ann")
    for number in range(50):
        node.publish("alerts:#ann", {"n": number})

    back = running.enter_context(connected(node.url, token("ann")))
    missed = back.subscribe("alerts:#ann", recover=True, epoch=position["epoch"], offset=0)

    assert missed.get("recovered", False) is False
    assert missed["was_recovering"] is True


def test_the_largest_recovery_reaches_its_clients(running: ExitStack, tmp_path: Path) -> None:
    """300 messages of 16 KiB are one reply; with room for 1 MiB, two of three clients are cut while they recover."""
    size = 16_384
    node = running.enter_context(gateway.started(samples.config(feed(size, "chat")), tmp_path))
    ann = running.enter_context(connected(node.url, token("ann")))
    start = ann.subscribe(ROOM, token("ann", channel=ROOM))
    messages = [{"publish": {"channel": ROOM, "data": "x" * size}} for _ in range(300)]
    for part in range(0, len(messages), 50):
        assert node.api("batch", commands=messages[part : part + 50])[0] == 200

    for number in range(10):
        user = f"user-{number}"
        with connected(node.url, token(user), max_size=None) as back:
            missed = back.subscribe(ROOM, token(user, channel=ROOM), recover=True, epoch=start["epoch"], offset=0)

        assert missed["recovered"] is True
        assert len(missed["publications"]) == 300  # type: ignore[arg-type]


def test_all_channels_of_a_client_are_subscribed_in_one_message(running: ExitStack, tmp_path: Path) -> None:
    """As the SDK does when it reconnects: each command carries its token."""
    features = make_feature_set(*(make_feature(f"chat-{number}") for number in range(40)))
    node = running.enter_context(gateway.started(samples.config(features), tmp_path))
    ann = running.enter_context(connected(node.url, token("ann")))
    channels = [f"chat-{feature}:{room}" for feature in range(40) for room in range(6)]

    replies = ann.call_all(
        [
            {"subscribe": {"channel": name, "token": token("ann", channel=name, info={"name": "x" * 200})}}
            for name in channels
        ]
    )

    assert [reply for reply in replies if "error" in reply] == []
    assert len(replies) == 240


@contextmanager
def _reader_that_stops(port: int) -> Iterator[ClientConnection]:
    """A connection with small buffers, whose other end nobody reads."""
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    plain.connect(("127.0.0.1", port))
    with connect(f"ws://127.0.0.1:{port}/connection/websocket", sock=plain, max_queue=1, close_timeout=0.1) as slow:
        yield slow


def _cut(node: gateway.Gateway, code: int) -> bool:
    """Whether the gateway has closed a connection with this code."""
    _, metrics = node.get("/metrics")
    return f'centrifugo_client_num_server_disconnects{{code="{code}"}}' in metrics


def test_a_reader_that_does_not_read_is_cut_and_others_go_on(running: ExitStack, tmp_path: Path) -> None:
    node = running.enter_context(gateway.started(samples.config(samples.PLAIN), tmp_path))
    fast = running.enter_context(connected(node.url, token("fast")))
    fast.subscribe("prices:x")
    data = "x" * 60_000
    with _reader_that_stops(node.port) as slow:
        slow.send('{"id": 1, "connect": {}}\n{"id": 2, "subscribe": {"channel": "prices:x"}}')
        for _ in range(1_000):
            node.publish("prices:x", data)
            assert fast.push()["data"] == data
            if _cut(node, 3008):
                break

        assert _cut(node, 3008)
