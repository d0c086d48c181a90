"""What would flip a decision: the smallest change of each one fact that it read, found by asking the rules again.

Nothing here knows a rule. A word is tried as every other word; a number is doubled and halved until the choice
changes, and the place of the change is then closed in on. Only `rtgen explain` does this.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from fractions import Fraction

from rtgen.decide.decision import Fact
from rtgen.domain.vocabulary import Availability, Communication, Delivery, Kind, Managed, RateUnit, Scope, Sync
from rtgen.record import NamedTuple

Scalar = str | int | float | bool


class Outcome(NamedTuple):
    """What the rules give."""

    choice: str
    rule: str


class Flip(NamedTuple):
    """One fact with another value, and what is then decided."""

    subject: str
    before: str
    value: Scalar
    """As the spec would say it."""
    outcome: Outcome

    @property
    def after(self) -> str:
        """The value as YAML writes it."""
        return _written(self.value)


Ask = Callable[[str, Scalar], Outcome | None]
"""What is decided with this value at this path of the spec; None where the spec would contradict itself."""


class Scale(NamedTuple):
    """How the numbers of a fact are counted and written."""

    least: int
    most: int
    """Of the schema."""
    parts: int = 1
    """Steps in one unit: growth is written with two decimals."""
    unit: str = ""

    def write(self, step: int) -> Scalar:
        """The step as the spec says it."""
        if self.unit:
            return f"{step}{self.unit}"
        return step if self.parts == 1 else step / self.parts


def flips(facts: Iterable[Fact], now: Outcome, ask: Ask) -> tuple[Flip, ...]:
    """The flips of a decision that read these facts, in their order. `now` is what is decided as the spec stands."""
    found: list[Flip] = []
    for fact in facts:
        for value, outcome in _of(fact, now, ask):
            found.append(Flip(fact.subject, fact.value, value, outcome))
    return tuple(found)


def searched(fact: Fact) -> bool:
    """Whether another value of this fact can be tried."""
    return any(_ends(fact, key) for key in (*_WORDS, *_SCALES))


def _of(fact: Fact, now: Outcome, ask: Ask) -> Iterator[tuple[Scalar, Outcome]]:
    for word in (word for key, words in _WORDS.items() if _ends(fact, key) for word in words):
        outcome = ask(fact.subject, word) if _written(word) != fact.value else None
        if outcome is not None and outcome.choice != now.choice:
            yield word, outcome
    for scale in (scale for key, scale in _SCALES.items() if _ends(fact, key)):
        yield from _numbers(fact, scale, now, ask)


def _ends(fact: Fact, key: str) -> bool:
    return fact.subject.endswith(f".{key}")


def _numbers(fact: Fact, scale: Scale, now: Outcome, ask: Ask) -> Iterator[tuple[Scalar, Outcome]]:
    value = Fraction(0) if fact.value == "none" else Fraction(fact.value.split()[0]) * scale.parts

    def flipped(step: int) -> Outcome | None:
        outcome = ask(fact.subject, scale.write(step))
        return outcome if outcome is not None and outcome.choice != now.choice else None

    lower, higher = (math.ceil(value), scale.least), (math.floor(value), scale.most)
    for start, end in (lower, higher) if lower[0] > scale.least else (higher,):
        step = _nearest(start, end, lambda step: flipped(step) is not None)
        outcome = None if step is None else flipped(step)
        if step is not None and outcome is not None:
            yield scale.write(step), outcome


def _nearest(start: int, end: int, flipped: Callable[[int], bool]) -> int | None:
    """The first step from `start` towards `end` that flips: strides double, then the last one is halved."""
    towards, distance = (1 if end >= start else -1), abs(end - start)
    same, stride = 0, 1
    while same < distance:
        reached = min(same + stride, distance)
        if flipped(start + towards * reached):
            return start + towards * _first(same, reached, lambda at: flipped(start + towards * at))
        same, stride = reached, stride * 2
    return None


def _first(same: int, other: int, flipped: Callable[[int], bool]) -> int:
    while other - same > 1:
        middle = (same + other) // 2
        same, other = (same, middle) if flipped(middle) else (middle, other)
    return other


def _written(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _words(of: type[StrEnum]) -> tuple[Scalar, ...]:
    return tuple(word.value for word in of)


_FLAG: tuple[Scalar, ...] = (True, False)
_SECONDS = 10**9 - 1
_WORDS: dict[str, tuple[Scalar, ...]] = {
    "availability": _words(Availability),
    "channel.scope": _words(Scope),
    "communication": _words(Communication),
    "delivery": _words(Delivery),
    "event_sourced": _FLAG,
    "kind": _words(Kind),
    "managed": _words(Managed),
    "publish.per": _words(RateUnit),
    "request_response": _FLAG,
    "sticky_sessions": ("auto", "on", "off"),
    "sync": _words(Sync),
    "tier": ("auto",),
    "transport": ("auto",),
}
"""By the end of a fact's subject."""
_SCALES = {
    "channel.max_members": Scale(1, 10**9),
    "connections_per_user": Scale(100, 10_000, parts=100),
    "freshness": Scale(1, _SECONDS, unit="s"),
    "growth": Scale(100, 100_000, parts=100),
    "history": Scale(1, _SECONDS, unit="s"),
    "large_scale_connections": Scale(10_001, 10**8),
    "peak_users": Scale(1, 10**9),
    "users": Scale(1, 10**9),
}
"""By the end of a fact's subject, with the bounds of the schema."""
