"""What channels may be called, and how many namespaces there may be."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features, total
from rtgen.decide.provider.offer import Names
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Access

ROOM_FOR_ID = 64
"""Letters that a room's or a user's id may need after the feature's; policy."""


def check(asked: Asked) -> Iterator[Misfit]:
    """A channel is named by its feature's id and the room's or user's; each feature has a namespace."""
    rules, ids = asked.service.abilities.names, asked.need.ids
    most = _longest(asked)
    too_long = [] if most is None else [feature for letters, features in ids if letters > most for feature in features]
    if too_long:
        where = "in each part" if rules.part is not None else f"beside {ROOM_FOR_ID} for a room's or user's id"
        letters, name = len(too_long[0].id), asked.service.title
        text = f"A channel's name begins with the {letters} letters of the id; {name} allows {most} {where}."
        yield of_features(Verdict.REJECTS, "channel names", too_long, "channel", text, rules.source)
    taken = bool(rules.of_public or rules.of_others)
    misread = [feature for _, features in ids for feature in features if _misread(rules, feature)] if taken else []
    if misread:
        name = asked.service.title
        text = f"{name} takes a channel for one of another kind where its name begins as this id does: take another id."
        yield of_features(Verdict.REJECTS, "channel names", misread, "channel", text, rules.source)
    yield from total(
        asked,
        "namespaces",
        asked.offer.limits.namespaces,
        Fraction(asked.need.namespaces),
        "features, a namespace each",
    )


def _misread(rules: Names, feature: Feature) -> bool:
    return feature.id.startswith(rules.of_public if feature.access is Access.PUBLIC else rules.of_others)


def _longest(asked: Asked) -> int | None:
    """Letters that a feature's id may have."""
    rules = asked.service.abilities.names
    if rules.part is not None:
        return rules.part
    return None if rules.longest is None else rules.longest - rules.prefix - ROOM_FOR_ID - 1
