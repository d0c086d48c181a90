"""JSON laid out for review: what changes by itself has a line of its own.

The standard library indents in Python, which takes thrice as long as writing the lines here; and it gives every
number of a short list a line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from rtgen.plan.model import Json

_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True)

WIDTH = 120
"""Characters of a line; an object or a list of plain values that fits into it is one line."""

quote = json.encoder.encode_basestring
"""A string as JSON."""
_PLAIN: Mapping[type, Callable[[Any], str]] = {
    str: quote,
    int: repr,
    bool: {True: "true", False: "false"}.__getitem__,
    type(None): lambda _: "null",
}


def line(value: Json) -> str:
    """Any value on one line, its keys sorted."""
    return _encoder.encode(value)


def number(value: Fraction) -> int | float:
    """A whole number as it is, any other to a millionth."""
    return int(value) if value.denominator == 1 else round(float(value), 6)


def block(entries: Mapping[str, str], depth: int) -> str:
    """An object of encoded values, one key a line, in the order given."""
    return "".join(pieces(entries.items(), depth)) if entries else "{}"


def pieces(entries: Iterable[tuple[str, str | Iterator[str]]], depth: int) -> Iterator[str]:
    """`block`, of one entry or more, of values that may be in pieces themselves: as a whole they may be too large."""
    indent = "\n" + "  " * (depth + 1)
    before = "{" + indent
    for key, value in entries:
        yield f'{before}"{key}": '
        if isinstance(value, str):
            yield value
        else:
            yield from value
        before = "," + indent
    yield indent[:-2] + "}"


def rows(entries: Iterable[str], depth: int) -> str:
    """An array of encoded values, one a line."""
    indent = "\n" + "  " * (depth + 1)
    inner = f",{indent}".join(entries)
    return f"[{indent}{inner}{indent[:-2]}]" if inner else "[]"


def laid_out(value: Json, indent: str = "\n") -> str:
    """Any value over as many lines as it needs, its keys in the order given."""
    plain = _PLAIN.get(type(value))
    if plain is not None:
        return plain(value)
    if isinstance(value, dict):
        return _object(value, indent) if value else "{}"
    if isinstance(value, list):
        return _array(value, indent) if value else "[]"
    return _encoder.encode(value)


def _object(value: Mapping[str, Json], indent: str) -> str:
    within = indent + "  "
    parts: list[str] = []
    nested = False
    for key, each in value.items():
        plain = _PLAIN.get(type(each))
        if plain is None:
            nested = nested or isinstance(each, dict)
            parts.append(f"{quote(key)}: {laid_out(each, within)}")
        else:
            parts.append(f"{quote(key)}: {plain(each)}")
    return _joined("{", parts, "}", indent, nested=nested)


def _array(value: Sequence[Json], indent: str) -> str:
    within = indent + "  "
    parts = [laid_out(each, within) for each in value]
    # A line for each text: features are added to such lists on two branches at once, and both must merge.
    return _joined("[", parts, "]", indent, nested=isinstance(value[0], (str, dict, list)))


def _joined(opening: str, parts: list[str], closing: str, indent: str, *, nested: bool) -> str:
    if not nested:
        line = opening + ", ".join(parts) + closing
        if len(line) + len(indent) <= WIDTH and "\n" not in line:
            return line
    # Joined at once: each copy of a large file on the way would be as large again.
    parts[0] = f"{opening}{indent}  {parts[0]}"
    parts[-1] += indent + closing
    return f",{indent}  ".join(parts)
