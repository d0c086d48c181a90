"""plan.json of the last plan → the decisions that it recorded. What cannot be read is said, and never stops a plan."""

from __future__ import annotations

import json
from pathlib import Path

from rtgen.decide.lock import NOTHING, Recorded, RecordedDecisions
from rtgen.diagnostics import Diagnostic, Location
from rtgen.output.last_plan import LastPlan
from rtgen.output.problems import RECORD

_Read = tuple[RecordedDecisions, tuple[Diagnostic, ...]]


def recorded(last: LastPlan | None, name: str) -> _Read:
    """The decisions recorded for the stack of this name, and what there is to say where they cannot be used."""
    if last is None:
        return NOTHING, ()
    if last.problem:
        return _unusable(last.path, last.problem)
    try:
        return _decisions(last, name)
    except json.JSONDecodeError as error:
        return _unusable(last.path, f"it is not JSON ({error.msg})", error.lineno)
    except (KeyError, TypeError, ValueError, AttributeError):
        return _unusable(last.path, "its `rules` are not what rtgen wrote")


def _decisions(last: LastPlan, name: str) -> _Read:
    if last.has("rules") and last.has("name"):
        owner, rules = last.part("name"), last.part("rules")
    else:
        whole = json.loads(last.text)
        if not isinstance(whole, dict) or not {"name", "tier", "version"} <= whole.keys():
            return _unusable(last.path, "another program wrote it")
        owner, rules = whole["name"], whole.get("rules")
    if owner != name:
        return _unusable(last.path, f"it is the plan of {owner!r}")
    if rules is None:  # written before decisions were recorded
        return NOTHING, ()
    if not isinstance(rules, dict):
        raise TypeError(rules)
    return {
        str(key): Recorded(str(each["choice"]), str(each["facts"]), int(each["version"]))
        for key, each in rules["decisions"].items()
    }, ()


def _unusable(path: Path, why: str, line: int = 1) -> _Read:
    rule = RECORD
    return NOTHING, (
        Diagnostic(
            rule.id,
            rule.severity,
            Location(path.as_posix(), line, 1),
            f"the recorded decisions are not used: {why}; everything is decided anew",
            "restore plan.json from version control to keep what was decided, or replace it with --overwrite",
        ),
    )
