"""What is set in Ably's namespaces beside persistence, and what of Ably the stack leaves out."""

from __future__ import annotations

from rtgen.decide import sources
from rtgen.plan.managed import BATCHED_RATE
from rtgen.plan.model import Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import words

_BATCHED = (
    f"Messages come in batches, ten a second (`batching_enabled`): a channel has more than {BATCHED_RATE} of them a "
    "second, which nobody reads one by one."
)
_SINGLE = f"Each message comes at once: a channel has {BATCHED_RATE} of them a second or fewer."


class AblySection(NamedTuple):
    """How messages leave Ably, and which of its parts no feature needs."""

    batching: tuple[words.Rule, ...]
    limits: str
    """Where Ably publishes what its queues hold."""


def ably_section(plan: Plan) -> AblySection | None:
    """Of a stack at Ably; None elsewhere."""
    if plan.managed is None or not plan.managed.namespaces:
        return None
    return AblySection(
        batching=words.rules(
            (_BATCHED if each.batching else _SINGLE, each.feature) for each in plan.managed.namespaces
        ),
        limits=md.source(sources.ABLY_LIMITS),
    )
