"""What happens to a message whose receiver was away."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features


def check(asked: Asked) -> Iterator[Misfit]:
    """At-least-once needs a provider that promises it to connected clients, and history for those that were away."""
    promised, source = asked.service.abilities.at_least_once
    if asked.need.reliable and not promised:
        text = f"At-least-once is asked for; {asked.service.title} does not promise that every message arrives."
        yield of_features(Verdict.REJECTS, "delivery", asked.need.reliable, "delivery", text, source)
