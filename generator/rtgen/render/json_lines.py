"""JSON laid out for review: what changes by itself has a line of its own.

The standard library indents in Python and encodes a value in C; so whole lines are encoded by it, and only the
indentation is written here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction

from rtgen.plan.model import Json

_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True)

quote = json.encoder.encode_basestring
"""A string as JSON."""


def line(value: Json) -> str:
    """Any value on one line, its keys sorted."""
    return _encoder.encode(value)


def number(value: Fraction) -> int | float:
    """A whole number as it is, any other to a millionth."""
    return int(value) if value.denominator == 1 else round(float(value), 6)


def block(entries: Mapping[str, str], depth: int) -> str:
    """An object of encoded values, one key a line, in the order given."""
    if not entries:
        return "{}"
    indent = "\n" + "  " * (depth + 1)
    inner = f",{indent}".join([f'"{key}": {value}' for key, value in entries.items()])
    return f"{{{indent}{inner}{indent[:-2]}}}"


def rows(entries: Iterable[str], depth: int) -> str:
    """An array of encoded values, one a line."""
    indent = "\n" + "  " * (depth + 1)
    inner = f",{indent}".join(entries)
    return f"[{indent}{inner}{indent[:-2]}]" if inner else "[]"
