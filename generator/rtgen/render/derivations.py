"""Why the limits that sizes rest on are no higher: ours beside what others published, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.derivations import GATEWAY, REDIS, Derivation, Published
from rtgen.render.columns import Column, paint, table, wrapped
from rtgen.render.quantities import amount

_DIM = "2"
BELOW = "below ours: "
"""Before the reason why a figure below ours does not speak against it."""


def derived(width: int) -> list[str]:
    """Each limit with its reason, and the published figures under it; those of AWS are AWS's own."""
    return [line for each in (*GATEWAY, *REDIS) for line in _one(each, width)]


def _one(of: Derivation, width: int) -> Iterator[str]:
    yield from wrapped(f"{amount(of.limit.value)} {of.limit.what}", width, "  ", "    ")
    yield from (paint(line, _DIM) for line in wrapped(of.why, width, "    ", "    "))
    yield from table(
        (
            Column("", tuple(amount(each.value.value) for each in of.published)),
            Column("", tuple(each.source.title.partition(":")[0] for each in of.published)),
            Column("", tuple(map(load, of.published)), wraps=True),
        ),
        width,
        indent=4,
    )


def load(of: Published) -> str:
    """What was held or sent; with the reason where the figure is below ours."""
    return f"{of.load}; {BELOW}{of.apart}" if of.apart else of.load
