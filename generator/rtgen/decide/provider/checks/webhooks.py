"""Whether the backend hears of what clients publish, and of how much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features, total
from rtgen.decide.provider.offer import Hook


def check(asked: Asked) -> Iterator[Misfit]:
    """A self-hosted gateway asks the backend before each publication; a provider tells it afterwards, if at all."""
    hook, source = asked.service.abilities.hook
    need, name = asked.need, asked.service.title
    recorded = tuple(each for each in need.told if each not in need.asked_before)
    match hook:
        case Hook.AFTER:
            if need.asked_before:
                text = f"{name} tells your backend of a client's message after it was published; it cannot refuse it."
                yield of_features(Verdict.LOSES, "webhooks", need.asked_before, "access", text, source)
            limit, unit = asked.offer.limits.told_rate, "messages a second that your backend is to hear of"
            yield from total(asked, "webhook rate", limit, need.told_rate, unit)
        case Hook.NEVER:
            if need.asked_before:
                text = f"Your backend decides what clients publish; {name} documents no webhook that tells it."
                yield of_features(Verdict.REJECTS, "webhooks", need.asked_before, "access", text, source)
            if recorded:
                text = (
                    f"Your backend keeps the record of what clients publish; {name} documents no webhook that tells "
                    "it: a client of your own must listen."
                )
                yield of_features(Verdict.LOSES, "record of changes", recorded, "event_sourced", text, source)
        case _:
            assert_never(hook)
