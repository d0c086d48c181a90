"""plan.json of the last plan → the decisions that it recorded. What cannot be read is said, and never stops a plan."""

from __future__ import annotations

import json
import re
from pathlib import Path

from rtgen.decide.lock import NOTHING, Recorded, RecordedDecisions
from rtgen.diagnostics import Diagnostic, Location
from rtgen.output.problems import RECORD

FILE = "plan.json"
_RULES, _NAME = '\n  "rules": ', '\n  "name": '
_NEXT = re.compile(r'\n  "|\n}')
"""Where the value of a key at the top ends."""
_MARKS = ("<<<<<<< ", "||||||| ", "=======", ">>>>>>> ")
_MISSING, _TRAILING = re.compile(r'(?<=["}\]\w])(?=\n\s*["{])'), re.compile(r",(\s*[}\]])")
_Read = tuple[RecordedDecisions, tuple[Diagnostic, ...]]


def recorded(folder: Path, name: str) -> _Read:
    """The decisions recorded for the stack of this name, and what there is to say where they cannot be used.

    Only the part that holds them is parsed: the plan of ten thousand features has thirty megabytes.
    """
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING, ()
    except (OSError, UnicodeDecodeError) as error:
        return _unusable(path, f"it cannot be read ({type(error).__name__})")
    try:
        return _decisions(path, text, name)
    except json.JSONDecodeError as error:
        return _unusable(
            path, f"it is not JSON ({error.msg})", text.count("\n", 0, text.find(_RULES) + 1) + error.lineno
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return _unusable(path, "its `rules` are not what rtgen wrote")


def _decisions(path: Path, text: str, name: str) -> _Read:
    if _RULES not in text or _NAME not in text:
        whole = json.loads(text)
        if not isinstance(whole, dict) or not {"name", "tier", "version"} <= whole.keys():
            return _unusable(path, "another program wrote it")
        owner, rules = whole["name"], whole.get("rules")
    else:
        owner, rules = part(text, "name"), part(text, "rules")
    if owner != name:
        return _unusable(path, f"it is the plan of {owner!r}")
    if rules is None:  # written before decisions were recorded
        return NOTHING, ()
    return {
        str(key): Recorded(str(each["choice"]), str(each["facts"]), int(each["version"]))
        for key, each in rules["decisions"].items()
    }, ()


def part(text: str, key: str) -> object:
    """The value of a key at the top of a plan.json as rtgen lays it out. Raises ValueError where it is not there."""
    start = text.index(f'\n  "{key}": ') + len(f'\n  "{key}": ')
    try:
        return json.JSONDecoder().raw_decode(text, start)[0]
    except json.JSONDecodeError:
        end = _NEXT.search(text, start)
        if end is None:
            raise
        return json.loads(_settled(text[start : end.start()]))


def _settled(value: str) -> str:
    """A value that a merge left with the lines of both sides: without git's marks, and with commas between lines alone.

    What stands there twice has then the text of the side that came in last.
    """
    lines = "\n".join(line for line in value.splitlines() if not line.startswith(_MARKS))
    return _TRAILING.sub(r"\1", _MISSING.sub(",", lines.rstrip().removesuffix(",")))


def _unusable(path: Path, why: str, line: int = 1) -> _Read:
    rule = RECORD
    return NOTHING, (
        Diagnostic(
            rule.id,
            rule.severity,
            Location(path.as_posix(), line, 1),
            f"the recorded decisions are not used: {why}; everything is decided anew",
            "restore plan.json from version control to keep what was decided, or let this plan replace it",
        ),
    )
