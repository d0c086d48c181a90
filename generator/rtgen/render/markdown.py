"""Markdown as GitHub reads it: user text that cannot break out of its place, code spans, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from rtgen.decide.decision import Source

_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "|": "\\|",
        "`": "\\`",
        "*": "\\*",
        "[": "\\[",
        "]": "\\]",
        "~": "\\~",
        "$": "\\$",
        "\\": "\\\\",
    }
)
_SPECIAL = re.compile(r"[&<>|`*\[\]~$\\_\x00-\x1f\x7f]")
_UNFIT_FOR_CODE = re.compile(r"^ | $|[`|\x00-\x1f\x7f]")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_CODE = re.compile(r"`([^`]+)`")
_REMEMBERED = 1_024
"""Sentences that are kept: thousands of features have a few reasons and findings."""
_OUTER_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")


def source(of: Source) -> str:
    """A link, with the day on which it was read."""
    return f"[{text(of.title)}]({of.url}), read {of.read}"


def text(value: str) -> str:
    """Prose that shows as it was written, in a paragraph, a heading or a cell: one line, no markup of its own."""
    if not _SPECIAL.search(value):
        return value
    line = _SPACE.sub(" ", value).translate(_ESCAPES)
    return _OUTER_UNDERSCORE.sub(r"\\_", line) if "_" in line else line


@lru_cache(_REMEMBERED)
def prose(value: str) -> str:
    """A sentence of rtgen's own, in which `backticks` mark code; what users wrote in it shows as it was written."""
    if "`" not in value:
        return text(value)
    parts = _CODE.split(value)
    return "".join(code(part) if index % 2 else text(part) for index, part in enumerate(parts))


def code(value: str) -> str:
    """A code span; prose where the value holds what no code span in a table can show."""
    return text(value) if not value or _UNFIT_FOR_CODE.search(value) else f"`{value}`"


def name(value: str) -> str:
    """A code span of an id, which the spec's patterns keep free of anything to escape; empty for none."""
    return f"`{value}`" if value else ""


class Table:
    """A table of finished cells; prints as Markdown. A header that begins with `#` stands over numbers.

    It keeps its text and not its cells: those of a large spec take several times as much memory.
    """

    __slots__ = ("_text",)

    def __init__(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        names = [header.removeprefix("#") for header in headers]
        rule = ["--:" if header.startswith("#") else "---" for header in headers]
        self._text = "\n".join([f"| {' | '.join(cells)} |" for cells in chain((names, rule), rows)])

    def __str__(self) -> str:
        return self._text
