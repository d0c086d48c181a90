"""Within what the order of messages holds."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features
from rtgen.domain.vocabulary import Ordering

_WIDTH = {Ordering.NONE: 0, Ordering.CHANNEL: 1, Ordering.GLOBAL: 2}


def check(asked: Asked) -> Iterator[Misfit]:
    """An order that the spec asks for must be promised; one that a default gave may be lost, and is said."""
    promised, source = asked.service.abilities.ordering
    kept = 0 if promised is None else _WIDTH[promised]
    said = "publishes no promise of order" if promised is None else f"keeps the order within a {promised.value}"
    for verdict, asking in (
        (Verdict.REJECTS, asked.need.orderings),
        (Verdict.LOSES, asked.need.default_orderings),
    ):
        for ordering in sorted(asking, key=lambda each: -_WIDTH[each]):
            if _WIDTH[ordering] > kept:
                text = f"Order within {_within(ordering)} is asked for; {asked.service.title} {said}."
                yield of_features(verdict, "ordering", asking[ordering], "ordering", text, source)


def _within(ordering: Ordering) -> str:
    return "all channels" if ordering is Ordering.GLOBAL else "a channel"
