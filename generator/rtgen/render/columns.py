"""Text in columns: a table that drops and wraps what a terminal is too narrow for."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from rtgen.record import NamedTuple

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_ASCII = str.maketrans({"·": "-", "–": "-", "—": "-", "×": "x", "→": "->", "≤": "<=", "≥": ">=", "…": "...", "÷": "/"})
GAP = 2
_NARROWEST = 16
"""A column that wraps is dropped rather than made narrower than this."""


class Column(NamedTuple):
    """One column: its cells, how early it is dropped (0: never), whether it wraps, and its colour."""

    header: str
    cells: tuple[str, ...]
    drop: int = 0
    wraps: bool = False
    most: int = 1_000
    """Characters above which a column that wraps does so even where there is room."""
    style: str = ""
    """SGR code of the cells; empty for none."""

    @property
    def natural(self) -> int:
        """Width at which nothing wraps."""
        return min(self.most, max(map(len, (self.header, *self.cells))))


def table(columns: Sequence[Column], width: int, *, indent: int = 2) -> list[str]:
    """Lines of at most `width` characters. Columns that are empty or do not fit are left out."""
    space = width - indent
    kept = [column for column in columns if any(column.cells)]
    if not kept:
        return []
    while _least(kept) > space and any(column.drop for column in kept):
        kept.remove(max(kept, key=lambda column: column.drop))
    widths = _widths(kept, space)
    lines = [_line([column.header for column in kept], widths, ["2"] * len(kept), indent)] if _headed(kept) else []
    for row in range(len(kept[0].cells)):
        cells = [_lines(column.cells[row], wide) for column, wide in zip(kept, widths, strict=True)]
        lines += [
            _line(
                [cell[part] if part < len(cell) else "" for cell in cells],
                widths,
                [column.style for column in kept],
                indent,
            )
            for part in range(max(map(len, cells)))
        ]
    return lines


def _lines(cell: str, width: int) -> list[str]:
    if len(cell) <= width and cell.isprintable():  # as most are, and wrapping looks at each of their words
        return [cell]
    return textwrap.wrap(cell, width, break_on_hyphens=False) or [""]


def _headed(columns: Sequence[Column]) -> bool:
    return any(column.header for column in columns)


def _least(columns: Sequence[Column]) -> int:
    widths = (min(column.natural, _NARROWEST) if column.wraps else column.natural for column in columns)
    return sum(widths) + GAP * (len(columns) - 1)


def _widths(columns: Sequence[Column], space: int) -> list[int]:
    """What is short keeps its natural width; those that wrap share the rest, the last of them most."""
    widths = [column.natural for column in columns]
    over = sum(widths) + GAP * (len(columns) - 1) - space
    for index in reversed([index for index, column in enumerate(columns) if column.wraps]):
        if over > 0:
            narrower = max(widths[index] - over, min(widths[index], _NARROWEST))
            over -= widths[index] - narrower
            widths[index] = narrower
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], styles: Sequence[str], indent: int) -> str:
    last = max((index for index, cell in enumerate(cells) if cell), default=0)
    padded = [
        paint(cell, style) + " " * (0 if index >= last else wide - len(cell))
        for index, (cell, wide, style) in enumerate(zip(cells, widths, styles, strict=True))
    ]
    return (" " * indent + (" " * GAP).join(padded)).rstrip()


def paint(text: str, style: str) -> str:
    """The text in a colour; unchanged where either is empty."""
    return f"\x1b[{style}m{text}\x1b[0m" if text and style else text


def item(entry: str, width: int) -> list[str]:
    """One entry of a list, wrapped below its own beginning."""
    return wrapped(entry, width, "  ", "    ")


def wrapped(value: str, width: int, first: str, rest: str) -> list[str]:
    """A text in lines of at most `width` characters, each with its indentation."""
    return textwrap.wrap(value, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def shown(page: str, *, colour: bool, unicode: bool) -> str:
    """The page as a terminal can show it: with colour or without, in Unicode or in ASCII."""
    page = page if colour else _COLOUR.sub("", page)
    return page if unicode else page.translate(_ASCII).encode("ascii", "replace").decode("ascii")
