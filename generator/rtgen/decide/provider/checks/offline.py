"""What becomes of what a user sends while offline."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features


def check(asked: Asked) -> Iterator[Misfit]:
    """A queue that outlives the SDK's is the application's own: an outbox with idempotency keys."""
    if not asked.need.queued:
        return
    kept, source = asked.service.abilities.queue
    how_long = "documents no queue for it" if kept is None else f"keeps it for {kept} s"
    text = f"What is sent offline is to be queued; the SDK of {asked.service.title} {how_long}: keep an outbox."
    yield of_features(Verdict.LOSES, "offline replay", asked.need.queued, "offline", text, source)
