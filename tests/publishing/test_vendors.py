"""What the function publishes is what the vendors' own libraries publish, know again and read."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

import pusher as library
import pytest
from ably import AblyRest
from ably.types.message import Message

from publishing.providers import TOKEN, Published, serving
from publishing.rendered import KINDS, Publisher
from tokens import calls

PUSHER = KINDS[2]
Result = TypeVar("Result")


def finished(task: Coroutine[object, object, Result]) -> Result:
    """Runs to the end, and leaves this thread the event loop that it has: Pulumi asks for it."""
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(task)


def at_ably(port: int) -> AblyRest:
    return AblyRest(token=TOKEN, rest_host="127.0.0.1", port=port, tls=False, use_binary_protocol=False)


def test_ably_knows_a_message_again_that_its_library_published_before(ordered: Publisher) -> None:
    async def publish(port: int) -> None:
        async with at_ably(port) as client:
            await client.channels.get("steps:1:1").publish(Message(id="order-4711", data={"n": 1}))

    with serving(ordered.api) as port:
        finished(publish(port))
    ordered.send("steps:1:1", "order-4711", n=1)
    ordered.finish()

    assert ordered.api.published == [Published("steps:1:1", "order-4711", {"n": 1})]


def test_ablys_library_reads_what_was_published(ordered: Publisher) -> None:
    async def read(port: int) -> list[Message]:
        async with at_ably(port) as client:
            page = await client.channels.get("steps:1:1").history()
            return list(page.items)

    ordered.send("steps:1:1", "order-4711", n=1, text="ä")
    ordered.finish()
    with serving(ordered.api) as port:
        (message,) = finished(read(port))

    assert (message.id, message.data) == ("order-4711", {"n": 1, "text": "ä"})


@pytest.mark.parametrize("kind", [PUSHER], indirect=True, ids=["pusher"])
def test_pusher_takes_the_same_from_its_library(publisher: Publisher) -> None:
    publisher.send(PUSHER.channel, "order-4711", n=1)
    publisher.finish()
    with serving(publisher.api) as port:
        app = library.Pusher(**calls.PUSHER_APP, host="127.0.0.1", port=port, ssl=False)
        app.trigger(PUSHER.provided, "message", {"id": "order-4711", "n": 1})

    mine, theirs = publisher.api.published
    assert mine == theirs
