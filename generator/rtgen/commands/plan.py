"""`rtgen plan`: from a spec to a decided architecture and its files."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from rtgen import pipeline
from rtgen.commands import consent, console
from rtgen.commands.validate import complain
from rtgen.diagnostics import Severity
from rtgen.filetree import FileTree
from rtgen.output import Gone, Kind, OutputRefused, WriteReport
from rtgen.pipeline import Planned
from rtgen.record import NamedTuple

if TYPE_CHECKING:
    from rtgen.decide.decision import Finding

_SHOWN = 12
"""Changed files that are listed by name at most."""


class Mode(StrEnum):
    """What a plan does to the disk."""

    WRITE = "write"
    OVERWRITE = "overwrite"
    DRY_RUN = "dry-run"
    CHECK = "check"

    @classmethod
    def of(cls, *, dry_run: bool, check: bool, overwrite: bool) -> Mode:
        """From the flags, of which at most one is set."""
        if check:
            return cls.CHECK
        if dry_run:
            return cls.DRY_RUN
        return cls.OVERWRITE if overwrite else cls.WRITE


class FailOn(StrEnum):
    """The least severity of an open finding that makes the gate fall."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"

    @property
    def least(self) -> str:
        """The severities that make it fall, in words."""
        return "warning or error" if self is FailOn.WARNING else self.value

    def falls(self, findings: Iterable[Finding]) -> list[str]:
        """The rules of those that are open and weigh enough."""
        weighing = {
            FailOn.ERROR: {Severity.ERROR},
            FailOn.WARNING: {Severity.ERROR, Severity.WARNING},
            FailOn.NEVER: set[Severity](),
        }[self]
        return list(dict.fromkeys(each.rule for each in findings if each.waived is None and each.severity in weighing))


class Call(NamedTuple):
    """What the command line asks of a plan."""

    out: Path | None
    mode: Mode
    form: str
    """text, json or markdown."""
    fail_on: FailOn
    today: datetime.date
    """Only for what the terminal says and for the exit code: no file depends on it."""
    min_score: int = 0
    """Points of 35 below which the gate falls."""
    update_decisions: bool = False
    """Take what newer rules decide, where the last plan is kept otherwise."""
    allow_destroy: frozenset[str] = frozenset()
    """Names of stateful resources that may leave the plan although an environment protects them."""


def run(specs: Sequence[Path], call: Call) -> int:
    """Plans every spec, or none when one of them is invalid. Returns the exit code."""
    from rtgen.spec import SpecRejected  # noqa: PLC0415

    try:
        plans = pipeline.plan(specs, call.out, update_decisions=call.update_decisions)
    except SpecRejected as rejected:
        complain(rejected.diagnostics)
        return 2
    if consent.misspelt(plans, call.allow_destroy):
        return 2
    return max([_one(planned, call) for planned in plans])


def _one(planned: Planned, call: Call) -> int:
    mode, form = call.mode, call.form
    complain(planned.warnings)
    tree = pipeline.render_tree(planned)
    try:
        if mode in {Mode.WRITE, Mode.OVERWRITE}:
            overwrite = mode is Mode.OVERWRITE
            report = pipeline.write(planned, tree, overwrite=overwrite, allow_destroy=call.allow_destroy)
            published = _publish(planned, tree, report)
        else:
            published = None
            report = pipeline.compare(planned, tree)
    except OutputRefused as refused:
        console.err(refused.text())
        return 2
    today = pipeline.as_of(planned, call.today)
    _show(today, tree, form)
    if form == "json":  # plan.json knows no day, so what has ended is said beside it
        for each in today.plan.decisions.findings[len(planned.plan.decisions.findings) :]:
            console.err(f"{each.severity.value} {each.rule}: {each.message} {each.fix}")
    said = "\n".join([*_what_goes(planned.gone, call), _what_changed(report, mode)])
    if published is not None:
        said += f"\n{published.as_posix()}: the document, beside those that it rests on"
    if form == "text" or mode is Mode.DRY_RUN:
        console.out(said)
    else:
        console.err(said)
    total = today.plan.score.total
    if total < call.min_score:
        console.err(f"the score of {planned.plan.name} is {total}, below {call.min_score}")
    falls = call.fail_on.falls(today.plan.decisions.findings)
    if falls:
        rules = ", ".join(falls)
        console.err(f"{planned.plan.name} has an open finding of severity {call.fail_on.least} (--fail-on): {rules}")
    return 1 if falls or total < call.min_score or (mode is Mode.CHECK and report.differs) else 0


def _publish(planned: Planned, tree: FileTree, stack: WriteReport) -> Path | None:
    try:
        return pipeline.publish(planned, tree)
    except OutputRefused as refused:
        raise OutputRefused(refused.problems, begun=bool(stack.changes)) from refused


def _show(planned: Planned, tree: FileTree, form: str) -> None:
    match form:
        case "json":
            console.out(tree.files["plan.json"].text)
        case "markdown":
            from rtgen.render import terminal  # noqa: PLC0415

            console.out(terminal.markdown(planned.plan, folder=planned.folder.as_posix()))
        case _:
            from rtgen.render import terminal  # noqa: PLC0415

            console.out(
                terminal.text(
                    planned.plan,
                    width=console.width(),
                    colour=console.colour(sys.stdout),
                    unicode=console.unicode(sys.stdout),
                    folder=planned.folder.as_posix(),
                )
            )


def _what_goes(going: Sequence[Gone], call: Call) -> list[str]:
    """What holds state and leaves the plan; where nothing is written, what a plan would have to be told."""
    if not going:
        return []
    lines = ["The next deployment deletes what holds state:", *(f"  {each}" for each in going)]
    asked = [each.name for each in going if each.protected and each.name not in call.allow_destroy]
    if asked:
        lines.append("To plan it, add " + " ".join(f"--allow-destroy {name}" for name in asked))
    elif any(each.protected for each in going):
        lines.append("Where it is protected, Pulumi refuses until `pulumi state unprotect` has named each of them.")
    return lines


def _what_changed(report: WriteReport, mode: Mode) -> str:
    folder = report.folder.as_posix()
    lines = ["An earlier run was killed half-way; this one finished it."] if report.finished_killed_run else []
    if mode is Mode.CHECK:
        lines = [f"{each.path}: {each.message}" for each in report.problems]
        state = "differs from" if report.differs else "is what"
        lines.append(f"{folder}/ {state} the plan{'; `rtgen plan` writes it' if report.differs else ' says'}")
    elif not report.changes:
        lines.append(f"{folder}/: nothing to change, {report.files} files are what the plan says")
    else:
        verb = "would change" if mode is Mode.DRY_RUN else "changed"
        count = len(report.changes)
        lines.append(f"{folder}/: {count} of {report.files} files {verb}")
    if mode is Mode.DRY_RUN and all(change.kind is Kind.CREATED for change in report.changes):
        lines += [f"  created  {change.path}" for change in report.changes]  # there is nothing to hold them against
    elif mode is Mode.DRY_RUN:
        lines += [change.diff().rstrip("\n") for change in report.changes]
    elif any(change.kind is not Kind.CREATED for change in report.changes) or mode is Mode.CHECK:
        lines += [f"  {change.kind.value:<8} {change.path}" for change in report.changes[:_SHOWN]]
        if len(report.changes) > _SHOWN:
            lines.append(f"  and {len(report.changes) - _SHOWN} more")
    if mode is Mode.DRY_RUN:
        lines += [f"{each.path}: {each.message}; {each.fix}" for each in report.problems]
    return "\n".join(lines)
