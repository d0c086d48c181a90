"""Whether the backend hears of what clients publish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features
from rtgen.decide.provider.offer import Hook


def check(asked: Asked) -> Iterator[Misfit]:
    """A self-hosted gateway asks the backend before each publication; a provider tells it afterwards, if at all."""
    hook, source = asked.service.abilities.hook
    asking, name = asked.need.asked_before, asked.service.title
    if not asking:
        return
    match hook:
        case Hook.AFTER:
            text = f"{name} tells your backend of a client's message after it was published; it cannot refuse it."
            yield of_features(Verdict.LOSES, "webhooks", asking, "access", text, source)
        case Hook.NEVER:
            text = f"Your backend decides what clients publish; {name} documents no webhook that tells it."
            yield of_features(Verdict.REJECTS, "webhooks", asking, "access", text, source)
        case _:
            assert_never(hook)
