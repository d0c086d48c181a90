"""Reads keys of a checked document with their types. What the schema has checked is not checked again."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from rtgen.diagnostics import Location
from rtgen.domain.provenance import DefaultOf, Place, Provenance
from rtgen.spec import quantities
from rtgen.spec.document import Mark, Value

Word = TypeVar("Word", bound=StrEnum)
Entry = Mapping[str, Value]
_LAYOUTS = 1_024
"""Ways to lay out an entry that are remembered: a large spec has a few, again and again."""


def entry(value: Value) -> Entry:
    """A mapping, or an empty one where a word or nothing stands."""
    return value if isinstance(value, dict) else {}


def text(at: Entry, key: str) -> str | None:
    """A text, or None."""
    value = at.get(key)
    return value if isinstance(value, str) else None


def word(at: Entry, key: str, words: type[Word], default: Word) -> Word:
    """One of a closed set of words."""
    value = at.get(key)
    return words(value) if isinstance(value, str) else default


def flag(at: Entry, key: str, *, default: bool = False) -> bool:
    """True or false."""
    value = at.get(key)
    return value if isinstance(value, bool) else default


def whole(at: Entry, key: str, default: int) -> int:
    """A whole number; `60.0` is one to the schema's standard."""
    value = at.get(key)
    return int(value) if isinstance(value, (int, float)) else default


def number(at: Entry, key: str) -> Fraction | None:
    """A number, exactly as it was written."""
    value = at.get(key)
    return quantities.number(value) if isinstance(value, (int, float)) else None


def texts(at: Entry, key: str) -> tuple[str, ...] | None:
    """A list of texts."""
    value = at.get(key)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else None


def given(mark: Mark) -> Mapping[str, Place]:
    """Positions of all values below a mark, by dotted path, with lines counted from the mark's own."""
    found: list[tuple[str, Place]] = []
    _collect(mark, "", mark.key[0], found)
    return _shared(tuple(found))


@lru_cache(_LAYOUTS)
def _shared(found: tuple[tuple[str, Place], ...]) -> Mapping[str, Place]:
    return MappingProxyType(dict(found))


def _collect(mark: Mark, prefix: str, first: int, found: list[tuple[str, Place]]) -> None:
    if mark.children is None or isinstance(mark.children, list):
        return
    for key, child in mark.children.items():
        path = prefix + key
        line, column, width = child.value
        found.append((path, (line - first, column, width)))
        if child.children is not None:
            _collect(child, f"{path}.", first, found)


def provenance(file: str, mark: Mark, default: str) -> Provenance:
    """Where the entry at a mark stands, and its values; the rest is the default of `default`."""
    line, column, _ = mark.key
    return Provenance(Location(file, line, column), given(mark), DefaultOf(default))
