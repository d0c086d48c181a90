"""plan.json of the last plan → the decisions that it recorded. What cannot be read is said, and never stops a plan."""

from __future__ import annotations

import json
from pathlib import Path

from rtgen.decide.lock import NOTHING, PLAN_FORMAT, Recorded, RecordedDecisions
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


def dropped(last: LastPlan | None, before: RecordedDecisions, after: RecordedDecisions) -> tuple[Diagnostic, ...]:
    """What was recorded on the same facts and is decided otherwise all the same: it is unknown, or does not fit."""
    if last is None:
        return ()
    gone = (name for name, each in before.items() if name in after and _otherwise(each, after[name]))
    return tuple(
        _warning(
            last.path,
            f"the recorded {name} {before[name].choice!r} is not used: it is unknown, or does not fit the spec; "
            f"{after[name].choice!r} is taken",
        )
        for name in gone
    )


def _otherwise(before: Recorded, after: Recorded) -> bool:
    return before.facts == after.facts and before.choice != after.choice


def _decisions(last: LastPlan, name: str) -> _Read:
    if all(map(last.has, ("rules", "name", "version"))):
        owner, rules, form = last.part("name"), last.part("rules"), last.part("version")
    else:
        whole = json.loads(last.text)
        if not isinstance(whole, dict) or not {"name", "tier", "version"} <= whole.keys():
            return _unusable(last.path, "another program wrote it")
        owner, rules, form = whole["name"], whole.get("rules"), whole["version"]
    if owner != name:
        return _unusable(last.path, f"it is the plan of {owner!r}")
    if form != PLAN_FORMAT:
        return _unusable(last.path, f"its format is {form!r}, and this rtgen reads {PLAN_FORMAT}")
    if rules is None:
        return _unusable(last.path, "it records none")
    if not isinstance(rules, dict):
        raise TypeError(rules)
    return {
        str(key): Recorded(str(each["choice"]), str(each["facts"]), int(each["version"]))
        for key, each in rules["decisions"].items()
    }, ()


def _unusable(path: Path, why: str, line: int = 1) -> _Read:
    return NOTHING, (_warning(path, f"the recorded decisions are not used: {why}; everything is decided anew", line),)


def _warning(path: Path, said: str, line: int = 1) -> Diagnostic:
    return Diagnostic(
        RECORD.id,
        RECORD.severity,
        Location(path.as_posix(), line, 1),
        said,
        "restore plan.json from version control to keep what was decided, or replace it with --overwrite",
    )
