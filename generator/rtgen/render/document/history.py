"""Where a provider keeps the history of each feature, and how long."""

from __future__ import annotations

from rtgen.decide.provider.ably import KEPT_S
from rtgen.plan.model import Plan
from rtgen.render.document import words
from rtgen.render.quantities import duration

_STORED = (
    "Ably stores each message (`persisted` in the rule of the namespace): 72 h, or 24 h with its Free plan. Each "
    "message that is stored is counted once more."
)
_ON_REQUEST = (
    f"{_STORED} The {{history}} that are asked for take more than that: Ably sets it for the account on request, and "
    "it costs extra."
)
_IN_MEMORY = "Nothing is stored, for Ably keeps the last two minutes of a channel in memory anyway."


def history(plan: Plan) -> tuple[words.Rule, ...]:
    """What the stack sets at the provider for features with a history; empty where it sets nothing there.

    Source: https://ably.com/docs/storage-history/storage, read 2026-11-30.
    """
    stored = {each.feature: each.persisted for each in plan.managed.namespaces} if plan.managed else {}
    return words.rules(
        (_kept(each.feature.history, persisted=stored[each.feature.id]), each.feature.id)
        for each in plan.decisions.features
        if each.feature.id in stored and each.feature.history is not None
    )


def _kept(seconds: int, *, persisted: bool) -> str:
    if not persisted:
        return _IN_MEMORY
    return _STORED if seconds <= KEPT_S else _ON_REQUEST.format(history=duration(seconds))
