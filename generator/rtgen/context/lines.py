"""The lines of a Markdown document that are text: without front matter, code and comments; its exact blocks in place.

Follows CommonMark 0.31 (https://spec.commonmark.org/0.31.2/#fenced-code-blocks, read 2026-11-30) where it matters here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rtgen.record import NamedTuple

_FENCES = ("```", "~~~")
_EXACT = (["yaml", "rtgen"], ["yml", "rtgen"])
_MARK = re.compile(r"\s*(?:(?:[-*+•]|\d{1,9}[.)])\s+)?")
"""Indentation, and the mark of a list's item."""


class Line(NamedTuple):
    """One line of text, as it stands."""

    line: int
    text: str


class Fence(NamedTuple):
    """An exact block: its YAML, and the line on which that begins."""

    line: int
    text: str


class Unclosed(NamedTuple):
    """Code or a comment that goes on to the end, or to an exact block that it swallows."""

    line: int
    what: str
    swallows: int
    """The line of an exact block within, or 0."""


Part = Line | Fence | Unclosed


class _Code(NamedTuple):
    """A block of code that has begun."""

    line: int
    fence: str
    exact: bool

    @property
    def what(self) -> str:
        return "a block marked `yaml rtgen`" if self.exact else "a block of code"


def lines(text: str) -> Iterator[Part]:
    """Lines and exact blocks in order. An empty line stands where code stood."""
    reader = _Reader()
    for number, line in enumerate(_without_front_matter(text), 1):
        yield from reader.line(number, line)
    yield from reader.end()


class _Reader:
    """Knows what has begun and not ended."""

    def __init__(self) -> None:
        self.code: _Code | None = None
        self.kept: list[str] = []
        self.comment = 0
        """The line on which a comment began, or 0."""

    def line(self, number: int, line: str) -> Iterator[Part]:
        if self.code is not None:
            yield from self.within(self.code, number, line)
        elif self.comment:
            _, ends, after = line.partition("-->")
            if ends:
                self.comment = 0
                yield Line(number, after)
        elif (opens := _opening(line, number)) is not None:
            self.code, self.kept = opens, []
            yield Line(number, "")
        else:
            visible, hides = _uncommented(line)
            self.comment = number if hides else 0
            yield Line(number, visible)

    def within(self, code: _Code, number: int, line: str) -> Iterator[Part]:
        bare = line.strip()
        opens = _opening(line, number)
        if bare.startswith(code.fence) and not bare.strip(code.fence[0]):
            self.code = None
            if code.exact:
                yield Fence(code.line + 1, "".join(f"{each}\n" for each in self.kept))
        elif opens is not None and opens.exact and opens.fence.startswith(code.fence):
            self.code, self.kept = opens, []
            yield Unclosed(code.line, code.what, number)
        else:
            self.kept.append(line)

    def end(self) -> Iterator[Part]:
        if self.code is not None:
            yield Unclosed(self.code.line, self.code.what, self.code.line if self.code.exact else 0)
        elif self.comment:
            yield Unclosed(self.comment, "a comment", 0)


def _without_front_matter(text: str) -> list[str]:
    """Lines as an editor counts them; those of front matter are empty."""
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if found[0].rstrip() == "---":
        end = next((at for at, line in enumerate(found) if at and line.rstrip() in {"---", "..."}), -1)
        found[: end + 1] = [""] * (end + 1)
    return found


def _opening(line: str, number: int) -> _Code | None:
    """The block of code that begins here. Backticks after the fence make it a word in a sentence."""
    mark = _MARK.match(line)
    bare = line[mark.end() if mark else 0 :]
    if not bare.startswith(_FENCES):
        return None
    told = bare.lstrip(bare[0])
    if bare[0] == "`" and "`" in told:
        return None
    return _Code(number, bare[: len(bare) - len(told)], told.lower().split() in _EXACT)


def _uncommented(line: str) -> tuple[str, bool]:
    """The line without its comments, and whether one goes on; in a sentence, only one that ends is a comment."""
    shown: list[str] = []
    at = 0
    while (begins := line.find("<!--", at)) >= 0:
        ends = line.find("-->", begins + 4)
        if ends < 0:
            if not line[:begins].strip():
                return "", True
            break
        shown.append(line[at:begins])
        at = ends + 3
    return "".join((*shown, line[at:])), False
