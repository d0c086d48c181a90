"""Blocks → passages: what stands together, under which headings, and after which introduction.

What is nobody's fact of today is left out with its whole section: alternatives, plans, other environments, examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from rtgen.context.blocks import Block
from rtgen.context.hedges import retires, sets_aside
from rtgen.context.lines import Fence, Line, Unclosed
from rtgen.record import NamedTuple

_LABEL = re.compile(r"(?:\*\*|__)[^*_:]{1,60}(?::(?:\*\*|__)|(?:\*\*|__):)")
_BOLD = re.compile(r"(?:\*\*|__)[^*_]{1,200}(?:\*\*|__):?")
_IMAGE = re.compile(r"!\[[^\[\]]{0,200}\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()\s]{0,500}\)")
_MARKS = re.compile(r"\*\*|__|`|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_SIGN = re.compile(r"[✅✔☑🔹🔸▪•🟢]\ufe0f?\s*")
LONGEST = 1_000
"""Characters of a passage: what is longer says nothing that can be read without all that it says beside."""
_MOST_LABELS = 60
_NEAREST = 7
"""The level of a line in bold that serves as a heading."""
_PAIR = 2
_NAMES = re.compile(r"(?:setting|parameter|property|item|aspect|key|name|attribute|field|constraint|topic|)")
_VALUES = re.compile(r"(?:value|details?|choice|decision|setting|)")
"""Heads of the two columns of a table that says what is what."""


class Passage(NamedTuple):
    """One paragraph, item or row in plain words."""

    text: str
    starts: tuple[tuple[int, int], ...]
    """Where each of its lines begins in the text, and the line's number."""
    above: tuple[str, ...]
    """The headings, introduction and items above it, the outermost first, without the title of the document."""
    first: bool
    """Whether it is the first thing below the last of them."""
    context: str
    """What introduces it, in plain words, and the rest of its paragraph."""

    def line(self, at: int) -> int:
        """The line of the document on which a place of the text stands."""
        return max((start for start in self.starts if start[0] <= at), key=itemgetter(0))[1]


class Section(NamedTuple):
    """A heading, and its place in the document."""

    level: int
    line: int
    title: str


def passages(parts: Iterable[Block | Fence | Unclosed]) -> tuple[list[Passage], list[Section]]:
    """What counts, in order, and the headings whose sections do not."""
    found: list[tuple[tuple[Section, ...], Passage]] = []
    retired: dict[int, Section] = {}
    for sections, passage in _all(parts):
        aside = next((each for each in sections if sets_aside(each.title)), None)
        if aside is None and retires(passage.text):
            aside = sections[-1]
        if aside is not None:
            retired[aside.line] = aside
        found.append((sections, passage))
    kept = [passage for sections, passage in found if not any(each.line in retired for each in sections)]
    return kept, [each for _, each in sorted(retired.items())]


def _all(parts: Iterable[Block | Fence | Unclosed]) -> Iterator[tuple[tuple[Section, ...], Passage]]:
    sections = [Section(0, 0, "")]
    parents: list[tuple[int, str]] = []
    lead, listed, first = "", False, True
    title = -1
    for part in parts:
        if not isinstance(part, Block):
            continue
        text = _plain(" ".join(each.text for each in part.lines))
        if part.kind == "heading" or (part.kind == "paragraph" and _is_heading(part)):
            level = part.level if part.kind == "heading" else _NEAREST
            sections = [each for each in sections if each.level < level]
            if title < 0:
                title = part.lines[0].line if level == 1 else 0
            sections.append(Section(level, part.lines[0].line, text.rstrip(":")))
            parents, lead, listed, first = [], "", False, True
            continue
        if part.kind == "item":
            parents = [each for each in parents if each[0] < part.level]
        elif part.kind == "paragraph":
            parents = []
            lead = "" if listed else lead
        items = tuple(each for _, each in parents)
        titles = (each.title for each in sections if each.line not in {0, title})
        above = (*titles, *((lead,) if lead else ()), *items)
        for piece in _pieces(part):
            yield tuple(sections), _passage(part, piece, Passage("", (), above, first, " ".join((lead, *items))))
            first = False
        listed = part.kind != "paragraph"
        told = text if len(text) <= LONGEST else "…"
        if part.kind == "item":
            parents.append((part.level, told))
        elif part.kind == "paragraph":
            lead = told if text.endswith(":") else ""


def _is_heading(block: Block) -> bool:
    return len(block.lines) == 1 and _BOLD.fullmatch(block.lines[0].text.strip()) is not None


def _pieces(block: Block) -> Iterator[list[Line]]:
    """The lines, parted where a line is broken on purpose or a label begins; a long list of them is no sentence."""
    piece: list[Line] = []
    few = len(block.lines) <= _MOST_LABELS
    for line in block.lines:
        if few and piece and (_LABEL.match(line.text) or piece[-1].text.endswith(("  ", "\\"))):
            yield piece
            piece = []
        piece.append(line)
    yield piece


def _passage(block: Block, piece: list[Line], around: Passage) -> Passage:
    texts = [_row(block, each) if block.kind == "row" else _plain(each.text) for each in piece]
    starts: list[tuple[int, int]] = []
    at = 0
    for line, text in zip(piece, texts, strict=True):
        starts.append((at, line.line))
        at += len(text) + 1
    whole = len(piece) == len(block.lines)
    rest = [] if whole else [_plain(each.text) for each in block.lines if each not in piece]
    context = " ".join(each for each in (around.context, *rest, _plain(block.header)) if each)
    return around._replace(text=" ".join(texts), starts=tuple(starts), context=context)


def _row(block: Block, line: Line) -> str:
    """A row of a table that says what is what, as a label; of any other, its cells apart."""
    cells, heads = _cells(line.text), _cells(block.header.lower())
    if len(cells) == len(heads) == _PAIR and _NAMES.fullmatch(heads[0]) and _VALUES.fullmatch(heads[1]):
        return f"{cells[0]}: {cells[1]}"
    return " | ".join(cells)


def _cells(row: str) -> list[str]:
    return [_plain(each) for each in row.strip().strip("|").split("|")]


def _plain(text: str) -> str:
    """The words without emphasis, marks of code, targets of links and a leading sign of assent."""
    bare = _MARKS.sub("", _LINK.sub(r"\1", _IMAGE.sub("", text))).strip().rstrip("\\")
    sign = _SIGN.match(bare)
    return bare[sign.end() if sign else 0 :].strip()
