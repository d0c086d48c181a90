"""The files of the publisher: the function, and the components of its queue."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.domain.vocabulary import Provider
from rtgen.filetree import RenderedFile
from rtgen.plan.model import Json
from rtgen.plan.publisher import LARGEST_IN_QUEUE, PublishQueue
from rtgen.record import NamedTuple
from rtgen.render.blueprints import rendered
from rtgen.render.document import words
from rtgen.render.hooks import Hook
from rtgen.render.json_lines import laid_out

FOLDER = "services/publisher"
HOOKS = (
    Hook("publisher_function", "aws.lambda_.FunctionArgs"),
    Hook("publisher_queue", "aws.sqs.QueueArgs"),
)

_MODULES = ("__init__", "channels", "failure", "handler", "keys", "message", "queue", "wire")
_COMPONENTS = ("publisher", "publisher_alarms", "publisher_function", "publisher_queue")


class PublisherView(NamedTuple):
    """What the function's and the components' blueprints see."""

    fifo: bool
    ably: bool
    largest: str
    """Bytes, as Python writes a number."""
    largest_text: str
    """The same for readers."""
    queue_bound: bool
    """Whether the queue takes less than the provider."""
    features: str
    """In Markdown, those that are delivered at least once."""
    example: str
    """A channel as the backend names it."""


def view(queue: PublishQueue, provider: Provider) -> PublisherView:
    """The queue as flags and finished texts."""
    return PublisherView(
        fifo=queue.fifo,
        ably=provider is Provider.ABLY,
        largest=f"{queue.largest:_}",
        largest_text=f"{queue.largest:,}",
        queue_bound=queue.largest == LARGEST_IN_QUEUE,
        features=words.features(queue.reliable),
        example=_example(queue),
    )


def publisher_files(queue: PublishQueue, provider: Provider) -> Iterator[RenderedFile]:
    """Every file below `services/publisher`, the components, and their test."""
    seen = view(queue, provider)
    package = f"{FOLDER}/publisher"
    for module in _MODULES:
        yield RenderedFile(f"{package}/{module}.py", _text(f"{package}/{module}.py.j2", seen))
    yield RenderedFile(f"{package}/provider.py", _text(f"{package}/{provider.value}.py.j2", seen))
    rules: list[Json] = [{"feature": each.feature, "name": each.name} for each in queue.rules]
    yield RenderedFile(f"{package}/channels.json", laid_out(rules) + "\n")
    for noun in _COMPONENTS:
        yield RenderedFile(f"components/{noun}.py", _text(f"components/{noun}.py.j2", seen))
    yield RenderedFile("tests/test_publisher.py", _text("tests/test_publisher.py.j2", seen))


def _example(queue: PublishQueue) -> str:
    """A channel of the first of the features, in the backend's words."""
    (name,) = (each.name for each in queue.rules if each.feature == queue.reliable[0])
    ids = [str(number) for place, number in (("{user}", 42), ("{id}", 1)) if place in name]
    return ":".join([queue.reliable[0], *(ids or ["all"])])


def _text(path: str, seen: PublisherView) -> str:
    return rendered(f"managed/{path}", seen)
