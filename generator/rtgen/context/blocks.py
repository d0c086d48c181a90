"""Lines → the blocks that Markdown makes of them: headings, paragraphs, items of lists, rows of tables.

Quotes, indented code and raw HTML are left out: they show or repeat what somebody else says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from rtgen.context.lines import Fence, Line, Part, Unclosed
from rtgen.record import NamedTuple

_HEADING = re.compile(r"(#{1,6})(?:\s+|$)(.*)")
_HTML = re.compile(r"</?[a-zA-Z!]")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]*>([^<>]*)</h")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,9}[.)])(?:\s+|$)")
_RULE = re.compile(r"(?:[-*_=]\s*)+")
_CODE = 4
"""Columns of indentation that make code of what is in no list."""


class Block(NamedTuple):
    """One block; `level` is a heading's, or an item's indentation."""

    kind: Literal["heading", "paragraph", "item", "row"]
    level: int
    lines: tuple[Line, ...]
    header: str = ""
    """The first row of a row's table."""


def blocks(parts: Iterable[Part]) -> Iterator[Block | Fence | Unclosed]:
    """Blocks, and all else as it stands, in order."""
    reader = _Reader()
    for part in parts:
        if isinstance(part, Line):
            yield from reader.line(part)
        else:
            yield from reader.flush()
            yield part
    yield from reader.flush()


class _Reader:
    """Gathers the lines of the block that is being read."""

    def __init__(self) -> None:
        self.kind: Literal["paragraph", "item"] = "paragraph"
        self.level = 0
        self.open: list[Line] = []
        self.skipping = False
        """Within a quote or raw HTML, up to the next empty line."""
        self.folded = 0
        """Depth of `<details>`, which a reader may never open."""
        self.listing = False
        self.header = ""

    def flush(self) -> Iterator[Block]:
        if self.open:
            yield Block(self.kind, self.level, tuple(self.open))
        self.open = []

    def line(self, line: Line) -> Iterator[Block]:
        bare = line.text.strip()
        if not bare.startswith("|"):
            self.header = ""
        self.folded = max(0, self.folded + bare.count("<details") - bare.count("</details"))
        if not bare:
            yield from self.flush()
            self.skipping = False
        elif bare.startswith(">") or _HTML.match(bare) or self.folded:
            yield from self.flush()
            heading = _HTML_HEADING.match(bare)
            self.skipping = heading is None
            if heading is not None and not self.folded:
                yield Block("heading", int(heading[1]), (Line(line.line, heading[2]),))
        elif (heading := _HEADING.match(bare)) is not None and not line.text.startswith("    "):
            yield from self.flush()
            self.skipping = self.listing = False
            yield Block("heading", len(heading[1]), (Line(line.line, heading[2].rstrip("# ")),))
        elif not self.skipping:
            yield from self.text(line, bare)

    def text(self, line: Line, bare: str) -> Iterator[Block]:
        indent = len(line.text.expandtabs(4)) - len(line.text.expandtabs(4).lstrip())
        item = _ITEM.match(bare)
        if self.open and self.kind == "paragraph" and set(bare) in ({"="}, {"-"}):
            yield Block("heading", 1 if bare[0] == "=" else 2, tuple(self.open))
            self.open = []
        elif bare.startswith("|"):
            yield from self.flush()
            yield from self.row(line, bare)
        elif len(bare) >= 3 and _RULE.fullmatch(bare):  # noqa: PLR2004 - three of a kind draw a line
            yield from self.flush()
        elif item is not None:
            yield from self.flush()
            self.kind, self.level, self.listing = "item", indent, True
            self.open = [Line(line.line, line.text.lstrip()[item.end() :])]
        elif self.open:
            self.open.append(Line(line.line, line.text.lstrip()))
        elif indent < _CODE or self.listing:
            self.listing = self.listing and indent > 0
            self.kind, self.level = ("item", indent) if self.listing else ("paragraph", 0)
            self.open = [Line(line.line, line.text.lstrip())]

    def row(self, line: Line, bare: str) -> Iterator[Block]:
        if not self.header:
            self.header = bare
        elif set(bare) - set("|-: "):
            yield Block("row", 0, (Line(line.line, bare),), self.header)
