"""The files of the inbox: the queue that Ably fills with what clients publish, and what its reader is told."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import sources
from rtgen.filetree import RenderedFile
from rtgen.plan.model import ManagedPlan, Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.blueprints import rendered
from rtgen.render.document import words
from rtgen.render.hooks import Hook
from rtgen.render.quantities import count

HOOKS = (Hook("inbox_queue", "aws.sqs.QueueArgs"),)

_COMPONENTS = ("inbox", "inbox_alarms", "inbox_queue", "inbox_sender")


class InboxView(NamedTuple):
    """What the components' blueprints, the README and the document see."""

    names: tuple[str, ...]
    """Of the features that are told of."""
    features: str
    """The same in Markdown."""
    plan: str
    """Ably's, with its name."""
    most: str
    """Messages a second that the plan lets Ably tell; empty where a contract says."""
    source: str
    """Where Ably documents the integration, as a link with its day."""
    limits: str
    """Where it publishes that limit."""


def view(plan: Plan, managed: ManagedPlan) -> InboxView | None:
    """The inbox as names and finished texts; None where there is none."""
    chosen = plan.decisions.provider.chosen
    if managed.inbox is None or chosen is None:
        return None
    most = managed.inbox.most
    return InboxView(
        names=managed.inbox.features,
        features=words.features(managed.inbox.features),
        plan=md.text(f"{chosen.title} {chosen.tier}"),
        most="" if most is None else count(most),
        source=md.source(sources.ABLY_SQS),
        limits=md.source(sources.ABLY_LIMITS),
    )


def inbox_files(seen: InboxView) -> Iterator[RenderedFile]:
    """The components and their test."""
    for noun in _COMPONENTS:
        path = f"components/{noun}.py"
        yield RenderedFile(path, rendered(f"managed/{path}.j2", seen))
    yield RenderedFile("tests/test_inbox.py", rendered("managed/tests/test_inbox.py.j2", seen))
