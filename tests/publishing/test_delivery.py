"""What is queued is published once, in its order, or put aside with a reason; nothing is lost and nothing is told."""

from __future__ import annotations

import json
import re
from http.client import HTTPConnection
from threading import Event
from typing import Any

import pytest

from publishing.providers import LOST, Published
from publishing.rendered import Kind, Publisher, stack
from runtime.providers.door import Quiet, answering


def keys(publisher: Publisher, channel: str | None = None) -> list[str]:
    """What was published, or what of it into one channel."""
    return [each.id for each in publisher.api.published if channel in {None, each.channel}]


def test_a_message_reaches_its_channel_with_its_id(publisher: Publisher, kind: Kind) -> None:
    publisher.send(kind.channel, "order-4711.paid", n=1, text="ä€😀")

    publisher.finish()

    assert publisher.api.published == [Published(kind.provided, "order-4711.paid", {"n": 1, "text": "ä€😀"})]
    assert publisher.dead() == []


def test_the_lines_of_the_readme_queue_a_message_that_arrives(publisher: Publisher, kind: Kind) -> None:
    _, _, section = stack(kind.spec)["README.md"].text.partition("### So that it arrives")
    shown, *_ = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    names: dict[str, Any] = {"publish_queue_url": publisher.url}
    exec(shown, names)  # noqa: S102 - as a backend has it

    names["publish"](kind.channel, "order-4711.paid", {"n": 1})
    names["publish"](kind.channel, "order-4711.paid", {"n": 1})
    publisher.finish()

    # An order's queue drops the second one, Ably takes it once, and at Supabase clients know its id.
    arrived = Published(kind.provided, "order-4711.paid", {"n": 1})
    assert publisher.api.published == [arrived] * (2 if kind.provider == "supabase" else 1)


def test_a_message_whose_answer_was_lost_comes_again_with_the_same_id(publisher: Publisher, kind: Kind) -> None:
    publisher.api.troubles[kind.provided] = [LOST]
    publisher.send(kind.channel, "once")

    publisher.finish()

    # Ably knows it; at the others clients do, by the id.
    assert set(keys(publisher)) == {"once"}
    assert len(keys(publisher)) == (1 if kind.provider == "ably" else 2)


def test_what_fails_comes_again_alone(publisher: Publisher, kind: Kind) -> None:
    channels = [f"{kind.channel}{number}" for number in range(3)]
    publisher.api.troubles[f"{kind.provided}1"] = [503]
    for channel in channels:
        publisher.send(channel, channel.replace(":", "."))

    publisher.run()
    assert set(keys(publisher)) == {channels[0].replace(":", "."), channels[2].replace(":", ".")}

    publisher.wait()
    publisher.finish()
    assert len(keys(publisher)) == 3


def test_nothing_overtakes_in_its_channel_and_no_channel_waits_for_another(ordered: Publisher) -> None:
    ordered.api.troubles["steps:1:1"] = [429, 503]
    for number in range(3):
        for channel in ("steps:1:1", "steps:2:2"):
            ordered.send(channel, f"{channel[-1]}.{number}")

    ordered.run()
    assert keys(ordered) == ["2.0", "2.1", "2.2"]

    ordered.wait()
    ordered.finish()
    assert keys(ordered, "steps:1:1") == ["1.0", "1.1", "1.2"]
    assert ordered.dead() == []


@pytest.mark.parametrize("status", [400, 413, 422])
def test_what_the_provider_refuses_for_good_holds_nothing_up(ordered: Publisher, status: int) -> None:
    ordered.api.troubles["steps:1:1"] = [status]
    for key in ("bad", "good"):
        ordered.send("steps:1:1", key)

    ordered.run()

    assert keys(ordered) == ["good"]
    ((body, reason),) = ordered.dead()
    assert json.loads(body)["id"] == "bad"
    assert reason == f"the provider answers {status}"


@pytest.mark.parametrize("status", [302, 402, 403, 404, 408, 429, 500, 503])
def test_whatever_may_be_otherwise_later_is_tried_again(ordered: Publisher, status: int) -> None:
    ordered.api.troubles["steps:1:1"] = [status]
    ordered.send("steps:1:1", "k")

    ordered.run()
    assert (keys(ordered), ordered.dead()) == ([], [])

    ordered.wait()
    ordered.finish()
    assert keys(ordered) == ["k"]


def test_the_waits_double_up_to_five_minutes(ordered: Publisher) -> None:
    attempts = [{"attributes": {"ApproximateReceiveCount": str(count)}} for count in range(1, 20)]

    waits = [ordered.function.queue.wait_s(each) for each in attempts]

    assert waits[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    # About an hour until the last attempt.
    assert 3_400 < sum(waits) < 3_700


def test_a_wait_is_told_to_the_queue(ordered: Publisher) -> None:
    ordered.api.troubles["steps:1:1"] = [503]
    ordered.send("steps:1:1", "k")
    ordered.run()

    assert ordered.run() == 0


@pytest.mark.parametrize(("attempt", "given_up"), [(19, False), (20, True)])
def test_after_twenty_attempts_a_message_is_put_aside(ordered: Publisher, attempt: int, given_up: bool) -> None:
    ordered.api.troubles["steps:1:1"] = [503]
    ordered.send("steps:1:1", "k")

    ordered.run(attempt)

    assert [reason for _, reason in ordered.dead()] == (["the provider answers 503"] if given_up else [])
    ordered.wait()
    assert ordered.run() == (0 if given_up else 1)


def test_what_waited_behind_one_that_is_given_up_is_tried_itself(ordered: Publisher) -> None:
    ordered.api.troubles["steps:1:1"] = [503]
    for key in ("first", "second"):
        ordered.send("steps:1:1", key)

    ordered.run(attempt=20)

    assert keys(ordered) == ["second"]
    assert [json.loads(body)["id"] for body, _ in ordered.dead()] == ["first"]


def test_it_becomes_a_dead_letter_as_it_was_sent_and_holds_nothing_up(ordered: Publisher) -> None:
    text = '{"channel": "steps:*"}'
    ordered.send_text(text, "steps:42:7")
    ordered.send("steps:42:7", "good", n=1)

    ordered.run()

    assert ordered.dead() == [(text, "the message must be a JSON object with channel, id and data")]
    assert [each.id for each in ordered.api.published] == ["good"]


def test_a_message_of_another_channels_group_has_no_order_and_is_put_aside(ordered: Publisher) -> None:
    ordered.send_text('{"channel": "steps:42:7", "id": "k", "data": {}}', "steps:1:1")

    ordered.run()

    assert [reason for _, reason in ordered.dead()] == ["the message group must be the channel"]


def test_the_largest_message_that_may_be_is_published(publisher: Publisher, kind: Kind) -> None:
    largest = publisher.function.message.LARGEST
    rest = largest - len('{"id":"k","x":""}')
    # What the queue takes at most has the message's other parts in it.
    fits = min(rest, 255 * 1024 - 200)
    publisher.send(kind.channel, "k", x="x" * fits)

    publisher.finish()

    assert [len(str(each.data["x"])) for each in publisher.api.published] == [fits]


def test_dead_letters_that_cannot_be_put_aside_stay_queued(ordered: Publisher) -> None:
    ordered.function.handler.QUEUE._dead_letters_url = f"{ordered.dead_url}-is-gone"  # noqa: SLF001 - as if deleted
    ordered.send_text("no JSON", "steps:1:1")

    ordered.run()
    ordered.wait()

    assert ordered.run() == 1


def test_with_little_time_left_nothing_is_begun(publisher: Publisher, kind: Kind) -> None:
    publisher.left_ms = 15_000
    publisher.send(kind.channel, "k")

    publisher.run()
    assert keys(publisher) == []

    publisher.left_ms = 60_000
    publisher.wait()
    publisher.finish()
    assert keys(publisher) == ["k"]


def test_messages_share_a_connection(publisher: Publisher, kind: Kind) -> None:
    for number in range(5):
        publisher.send(kind.channel, f"k{number}")

    publisher.finish()

    assert (len(keys(publisher)), publisher.api.connections) == (5, 1)


def test_a_connection_that_was_closed_meanwhile_is_opened_anew(publisher: Publisher, kind: Kind) -> None:
    publisher.api.hangs_up = True
    for number in range(3):
        publisher.send(kind.channel, f"k{number}")

    publisher.run()

    assert (sorted(keys(publisher)), publisher.api.connections) == (["k0", "k1", "k2"], 3)


def test_a_provider_that_says_nothing_is_not_waited_for(ordered: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    over = Event()

    class Silent(Quiet):
        def do_POST(self) -> None:  # noqa: N802 - the name that the library calls
            """Never answers."""
            over.wait()

    with answering(Silent) as port:
        monkeypatch.setattr(
            ordered.function.wire, "HTTPSConnection", lambda _, **__: HTTPConnection("127.0.0.1", port, timeout=0.2)
        )
        ordered.send("steps:1:1", "k")
        ordered.run()
        over.set()

    ordered.wait()
    assert ordered.run() == 1


def test_each_attempt_is_a_line_that_tells_nothing(ordered: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    ordered.api.troubles["steps:42:7"] = [503]
    ordered.send("steps:42:7", "order-4711", iban="DE00")
    ordered.finish()
    ordered.send_text('{"iban": "DE00"}', "steps:42:7", "other")
    ordered.finish()

    printed = capsys.readouterr().out
    lines = [json.loads(line) for line in printed.splitlines()]
    assert [(each["outcome"], each["attempt"], each["reason"]) for each in lines] == [
        ("later", 1, "the provider answers 503"),
        ("published", 2, None),
        ("dead", 1, "the message must be a JSON object with channel, id and data"),
    ]
    assert not any(secret in printed for secret in ("a-secret-of", "DE00", "order-4711", "steps:42"))
