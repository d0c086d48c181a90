"""Diagnostics for a person: place, rule, message, the line with a caret, and the fix."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rtgen.diagnostics import Diagnostic, Location, Severity

_RED, _CYAN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[36m", "\x1b[1m", "\x1b[0m"
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Line breaks as the YAML parsers count them; str.splitlines knows more."""
_SHOWN = 200
"""Columns of a line before and after the caret that an excerpt shows at most."""


def text(diagnostics: Sequence[Diagnostic], *, width: int, colour: bool) -> str:
    """All diagnostics, an empty line between them, and the number of each severity at the end."""
    red, cyan, bold, plain = (_RED, _CYAN, _BOLD, _PLAIN) if colour else ("", "", "", "")
    lines: dict[str, list[str]] = {}
    parts: list[str] = []
    for each in diagnostics:
        if each.location.file not in lines:
            lines[each.location.file] = _without_secrets(_lines(each.location.file), each.location.file, diagnostics)
        head = f"{each.location}: {each.severity.value} {each.rule}: {each.message}"
        if colour:
            head = head.replace(
                f"{each.location}: {each.severity.value} {each.rule}",
                f"{bold}{each.location}{plain}: {red}{each.severity.value} {each.rule}{plain}",
                1,
            )
        part = [head, *_excerpt(lines[each.location.file], each.location, each.width, width, (red, plain))]
        part.append(
            textwrap.fill(
                each.fix, width, initial_indent="  fix: ", subsequent_indent="       ", break_on_hyphens=False
            )
        )
        if colour:
            part[-1] = part[-1].replace("  fix:", f"  {cyan}fix:{plain}", 1)
        parts.append("\n".join(part) + "\n")
    return "\n".join([*parts, f"{_sum(diagnostics)}\n"])


def _sum(diagnostics: Sequence[Diagnostic]) -> str:
    """How many of each severity; only errors keep a run from writing."""
    counts = Counter(each.severity for each in diagnostics)
    shown = ", ".join(f"{count} {severity.value}{'' if count == 1 else 's'}" for severity, count in counts.items())
    return f"{shown}; nothing was written" if Severity.ERROR in counts else shown


def _lines(file: str) -> list[str]:
    """None of what is no file: a pipe has nothing left to read, and a device has no end."""
    try:
        return _BREAK.split(Path(file).read_bytes().decode("utf-8-sig", "replace")) if Path(file).is_file() else []
    except OSError:
        return []


def _without_secrets(lines: list[str], file: str, diagnostics: Sequence[Diagnostic]) -> list[str]:
    """The lines with a star for each letter of a secret: excerpts end up in logs."""
    for each in diagnostics:
        at = each.location
        if each.secret and at.file == file and 1 <= at.line <= len(lines):
            line = lines[at.line - 1]
            start, end = at.column - 1, at.column - 1 + each.width
            lines[at.line - 1] = line[:start] + "*" * len(line[start:end]) + line[end:]
    return lines


def _excerpt(lines: list[str], at: Location, underlined: int, width: int, paint: tuple[str, str]) -> list[str]:
    if not 1 <= at.line <= len(lines):
        return []
    number = f"{at.line:>5} | "
    line = lines[at.line - 1].replace("\t", " ")
    room = max(20, width - len(number))
    start = max(0, at.column - 1 - room // 2) if at.column + underlined > room else 0
    shown = line[start : start + min(room, _SHOWN)]
    shown = "".join(character if character.isprintable() else "?" for character in shown)
    caret = at.column - 1 - start
    marks = "^" * max(1, min(underlined, len(shown) - caret))
    return [number + shown, " " * 5 + " | " + " " * _columns(shown[:caret]) + paint[0] + marks + paint[1]]


def _columns(text: str) -> int:
    """Columns of a terminal; Chinese, Japanese and Korean characters take two (Unicode's annex 11)."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
