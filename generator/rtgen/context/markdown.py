"""The prose of a Markdown document, line by line, and its exact blocks; what quotes, shows or compares is left out."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.record import NamedTuple

_FENCES = ("```", "~~~")
_EXACT = "yaml rtgen"
_ASIDE = ("alternative", "option", "considered", "rejected", "history", "future", "roadmap", "migration", "non-goal")
"""Words of headings under which nothing is a fact of today."""


class Line(NamedTuple):
    """One line of prose, without its list mark."""

    line: int
    text: str


class Fence(NamedTuple):
    """An exact block: its YAML, and the line on which that begins."""

    line: int
    text: str


def prose(text: str) -> Iterator[Line | Fence]:
    """Prose and exact blocks in order. A block that is not closed ends with the document."""
    aside = 0
    comment = False
    for part in _outside_code(text):
        if isinstance(part, Fence):
            yield part
            continue
        bare = part.text.strip()
        comment = (comment or "<!--" in bare) and "-->" not in bare
        if bare.startswith("#"):
            aside = _aside(bare, aside)
        elif not aside and not comment and bare and bare[0] not in ">|<" and not part.text.startswith(("    ", "\t")):
            yield Line(part.line, bare.lstrip("-*+0123456789.) "))


def _aside(heading: str, within: int) -> int:
    """The level of the heading under which nothing counts, or 0."""
    level = len(heading) - len(heading.lstrip("#"))
    if within and level > within:
        return within
    return level if any(word in heading.lower() for word in _ASIDE) else 0


def _outside_code(text: str) -> Iterator[Line | Fence]:
    """Every line that is no code, and the exact blocks."""
    fence, exact, began = "", False, 0
    kept: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if not fence:
            if bare.startswith(_FENCES):
                fence = bare[0] * (len(bare) - len(bare.lstrip(bare[0])))
                exact, began, kept = bare[len(fence) :].strip() == _EXACT, number + 1, []
            else:
                yield Line(number, line)
        elif bare.startswith(fence) and not bare.strip(fence[0]):
            if exact:
                yield Fence(began, "".join(kept))
            fence = ""
        else:
            kept.append(line + "\n")
    if fence and exact:
        yield Fence(began, "".join(kept))
