"""Who may connect, subscribe, publish and read, in a running gateway with a rendered configuration."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import jwt
import pytest

from rtgen.plan.gateway import channel_limit
from runtime import gateway, samples
from runtime.client import Client, ClosedError, RefusedError, connected
from runtime.gateway import Gateway, token


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """One gateway for every test here; each uses channels of its own."""
    with gateway.started(samples.config(samples.PLAIN), tmp_path_factory.mktemp("gateway")) as running:
        yield running


@pytest.fixture
def ann(server: Gateway) -> Iterator[Client]:
    """A client of the user `ann`."""
    with connected(server.url, token("ann")) as client:
        yield client


def may(channel: str, user: str = "ann") -> str:
    """A subscription token."""
    return token(user, channel=channel)


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        ("chat:room", 103),
        ("alerts:#bob", 103),
        ("alerts:ann", 107),
        ("alerts:#ann,bob", 107),
        ("prices:#bob", 107),
        ("news:other", 107),
        ("news:all", 103),
        ("status:#ann", 103),
        ("unknown:room", 102),
        ("room", 103),
    ],
)
def test_without_a_right_nobody_subscribes(ann: Client, channel: str, code: int) -> None:
    with pytest.raises(RefusedError, match=str(code)):
        ann.subscribe(channel)


@pytest.mark.parametrize("channel", ["alerts:#ann", "prices:gold"])
def test_own_and_public_channels_need_no_subscription_token(ann: Client, channel: str) -> None:
    ann.subscribe(channel)


@pytest.mark.parametrize("channel", ["chat:1", "news:all"])
def test_a_subscription_token_opens_its_channel(ann: Client, channel: str) -> None:
    ann.subscribe(channel, may(channel))


@pytest.mark.parametrize(
    "taken", [{"channel": "chat:2"}, {"channel": "chat:1", "sub": "bob"}], ids=["another channel", "another user"]
)
def test_the_token_of_another_ends_the_connection_for_good(ann: Client, taken: dict[str, Any]) -> None:
    wrong = token(taken.pop("sub", "ann"), **taken)

    with pytest.raises(ClosedError, match="3500"):
        ann.subscribe("chat:1", wrong)


def test_an_expired_subscription_token_is_an_error_and_the_connection_stays(ann: Client) -> None:
    with pytest.raises(RefusedError, match="109"):
        ann.subscribe("chat:1", token("ann", ttl=-5, channel="chat:1"))
    ann.subscribe("chat:1", may("chat:1"))


def test_visitors_hear_public_channels_and_nothing_else(server: Gateway) -> None:
    with connected(server.url) as visitor:
        visitor.subscribe("prices:silver")
        with pytest.raises(RefusedError, match="103"):
            visitor.subscribe("alerts:#ann")
        server.publish("prices:silver", {"usd": 31})

        assert visitor.push()["data"] == {"usd": 31}


def test_many_visitors_are_not_one_user_with_too_many_connections(server: Gateway) -> None:
    with ExitStack() as stack:
        visitors = [stack.enter_context(connected(server.url)) for _ in range(25)]

        visitors[-1].subscribe("prices:tin")


def test_one_user_has_a_limit_of_connections(server: Gateway) -> None:
    with ExitStack() as stack, pytest.raises(ClosedError, match="3504"):  # noqa: PT012 - the last of them is refused
        for _ in range(21):
            stack.enter_context(connected(server.url, token("greedy")))


@pytest.mark.parametrize(
    ("claims", "key", "algorithm"),
    [
        ({"sub": "ann"}, "another-secret-with-more-than-32-bytes", "HS256"),
        ({"sub": "ann"}, "", "none"),
        ({}, gateway.SECRET, "HS256"),
    ],
    ids=["another key", "no signature", "no user"],
)
def test_a_bad_token_is_closed_for_good(server: Gateway, claims: dict[str, str], key: str, algorithm: str) -> None:
    # Signed in the test: one that was signed when tests were collected has expired by now, which is another refusal.
    bad = jwt.encode({**claims, "exp": int(time.time()) + 60}, key, algorithm)

    with pytest.raises(ClosedError, match="35"), connected(server.url, bad):
        pass


def test_what_is_no_token_at_all_is_closed_for_good(server: Gateway) -> None:
    with pytest.raises(ClosedError, match="35"), connected(server.url, "not a token"):
        pass


def test_a_token_may_open_a_connection_for_two_minutes_and_keep_it_open_for_an_hour(server: Gateway) -> None:
    now = int(time.time())
    with connected(server.url) as visitor:
        assert "expires" not in visitor.hello
    with connected(server.url, token("ann", ttl=120, expire_at=now + 3_600)) as client:
        assert 3_590 <= int(str(client.hello["ttl"])) <= 3_600
    with pytest.raises(RefusedError, match="109"), connected(server.url, token("ann", ttl=-1, expire_at=now + 3_600)):
        pass


def test_subscribers_publish_where_clients_may_and_their_own_message_comes_back(server: Gateway, ann: Client) -> None:
    ann.subscribe("chat:own", may("chat:own"))

    ann.call("publish", channel="chat:own", data={"id": "ann-1"})

    own = ann.push()
    assert own["data"] == {"id": "ann-1"}
    assert isinstance(own["info"], dict)
    server.publish("chat:own", {"id": "server-1"})
    assert "info" not in ann.push()


@pytest.mark.parametrize(
    ("channel", "subscribed"), [("chat:not-subscribed", False), ("alerts:#ann", True), ("prices:copper", True)]
)
def test_nobody_else_publishes(ann: Client, channel: str, *, subscribed: bool) -> None:
    if subscribed:
        ann.subscribe(channel)

    with pytest.raises(RefusedError, match="103"):
        ann.call("publish", channel=channel, data={})


@pytest.mark.parametrize("data", [{}, [], "text", 0, None])
def test_data_is_any_json(ann: Client, data: object) -> None:
    ann.subscribe("chat:json", may("chat:json"))

    ann.call("publish", channel="chat:json", data=data)

    assert ann.push()["data"] == data


def test_members_see_each_other_come_and_go(server: Gateway, ann: Client) -> None:
    ann.subscribe("online:lobby", may("online:lobby"))
    ann.push("join")
    with connected(server.url, token("bob")) as bob:
        bob.subscribe("online:lobby", may("online:lobby", "bob"))
        joined = ann.push("join")
        present = ann.call("presence", channel="online:lobby")["presence"]
    left = ann.push("leave")

    assert [push["info"]["user"] for push in (joined, left)] == ["bob", "bob"]  # type: ignore[index,call-overload]
    assert isinstance(present, dict)
    assert len(present) == 2


def test_a_crowd_is_asked_for_and_not_announced(server: Gateway, ann: Client) -> None:
    ann.subscribe("crowd:stadium", may("crowd:stadium"))
    with connected(server.url, token("bob")) as bob:
        bob.subscribe("crowd:stadium", may("crowd:stadium", "bob"))

        assert ann.call("presence_stats", channel="crowd:stadium") == {"num_clients": 2, "num_users": 2}
        assert ann.hears_nothing("join")


def test_presence_is_no_business_of_other_features(ann: Client) -> None:
    ann.subscribe("chat:quiet", may("chat:quiet"))

    with pytest.raises(RefusedError, match="108"):
        ann.call("presence", channel="chat:quiet")


def test_subscribers_read_the_history_that_they_could_recover(server: Gateway, ann: Client) -> None:
    server.publish("alerts:#ann", {"n": 1})
    with pytest.raises(RefusedError, match="103"):
        ann.call("history", channel="chat:quiet", limit=10)
    ann.subscribe("alerts:#ann")

    assert ann.call("history", channel="alerts:#ann", limit=10)["publications"]


def test_what_is_polled_is_kept_for_the_api(server: Gateway) -> None:
    server.publish("status:#ann", {"step": "packed"})

    status, answer = server.api("history", channel="status:#ann", limit=10)

    assert status == 200
    assert [each["data"] for each in answer["result"]["publications"]] == [{"step": "packed"}]  # type: ignore[index,call-overload]


def test_a_publisher_hears_of_a_mistake_by_the_http_status(server: Gateway) -> None:
    assert server.api("publish", channel="unknown:room", data={})[0] == 404
    assert server.api("publish", channel="chat:room")[0] == 400


def test_a_user_has_a_limit_of_channels(ann: Client) -> None:
    limit = channel_limit(samples.PLAIN)
    for number in range(limit):
        ann.subscribe(f"prices:metal-{number}")

    with pytest.raises(RefusedError, match="106"):
        ann.subscribe("prices:one-too-many")
