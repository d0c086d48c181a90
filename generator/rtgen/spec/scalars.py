"""What a scalar says: those of YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema).

`no` is a text, and `012`, which is ten to one parser and twelve to the next, is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from rtgen.record import NamedTuple

WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""Plain scalars that are neither text nor number."""
NUMERIC_START = frozenset("0123456789+-.")
"""What a number begins with; all else is a text."""
_NUMBER = re.compile(
    r"(?P<leading_zero>[-+]?0[0-9]+)"
    r"|(?P<whole>[-+]?[0-9]+)"
    r"|(?P<based>0o[0-7]+|0x[0-9a-fA-F]+)"
    r"|(?P<real>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<endless>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)
_DECEIVING = re.compile("[\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Half characters, and marks of direction, by which a reviewer reads another text than a program."""
_LONGEST_NUMBER = 30
"""Characters; no quantity of a spec needs more, and reading longer ones is slow."""


class Refused(NamedTuple):
    """Why a scalar is not taken, and what to write instead."""

    message: str
    fix: str


def deceiving(text: str) -> Refused | None:
    """The first character by which a reviewer reads another text than a program."""
    found = _DECEIVING.search(text)
    if found is None:
        return None
    if "\ud800" <= found[0] <= "\udfff":  # the pure parser lets half a character through
        return Refused("half of a character stands here as an escape", "write it out")
    return Refused(f"the character U+{ord(found[0]):04X} shows what follows in another order than it has", "remove it")


def number(text: str) -> int | float | str | Refused:
    """The number of a plain scalar that begins like one; its text where it is none, or longer than any needs to be."""
    if text.isdecimal() and text.isascii() and text[0] != "0" and len(text) <= _LONGEST_NUMBER:
        return int(text)
    found = _NUMBER.fullmatch(text)
    form = found.lastgroup if found else None
    if form == "leading_zero":
        sign = "-" if text[0] == "-" else ""
        message = f"{text} is {sign}{text.lstrip('+-0') or '0'} to some parsers and an octal number to others"
        return Refused(message, "leave the zeros out, or put a text in quotes")
    if form is None or len(text) > _LONGEST_NUMBER:
        return text
    if form in {"whole", "based"}:
        return int(text, 0) if form == "based" else int(text)
    value = float(text) if form == "real" else None
    if value is None or math.isinf(value):
        return Refused(f"{text} is not a finite number", "give a finite one")
    return value
