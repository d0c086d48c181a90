"""`rtgen plan`: from a spec to a decided architecture and its files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from rtgen import pipeline
from rtgen.commands import console
from rtgen.commands.validate import complain
from rtgen.diagnostics import Severity
from rtgen.filetree import FileTree
from rtgen.output import Kind, OutputRefused, WriteReport
from rtgen.pipeline import Planned

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


def run(specs: Sequence[Path], out: Path | None, mode: Mode, form: str, min_score: int) -> int:
    """Plans every spec, or none when one of them is invalid. Returns the exit code."""
    from rtgen.spec import SpecRejected  # noqa: PLC0415

    try:
        plans = pipeline.plan(specs, out)
    except SpecRejected as rejected:
        complain(rejected.diagnostics)
        return 2
    return max([_one(planned, mode, form, min_score) for planned in plans])


def _one(planned: Planned, mode: Mode, form: str, min_score: int) -> int:
    tree = pipeline.render_tree(planned)
    try:
        if mode in {Mode.WRITE, Mode.OVERWRITE}:
            report = pipeline.write(planned, tree, overwrite=mode is Mode.OVERWRITE)
        else:
            report = pipeline.compare(planned, tree)
    except OutputRefused as refused:
        console.err(refused.text())
        return 2
    _show(planned, tree, form)
    said = _what_changed(report, mode)
    if form == "text" or mode is Mode.DRY_RUN:
        console.out(said)
    else:
        console.err(said)
    total = planned.plan.score.total
    if total < min_score:
        console.err(f"the score of {planned.plan.name} is {total}, below {min_score}")
    failed = total < min_score or any(each.severity is Severity.ERROR for each in planned.plan.decisions.findings)
    return 1 if failed or (mode is Mode.CHECK and report.differs) else 0


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


def _what_changed(report: WriteReport, mode: Mode) -> str:
    folder = report.folder.as_posix()
    lines = ["An earlier run was killed half-way; this one finished it."] if report.finished_killed_run else []
    if mode is Mode.CHECK:
        lines = [f"{each.path}: {each.message}" for each in report.problems]
        state = "differs from" if report.differs else "is what"
        lines.append(f"{folder}/ {state} the plan{'' if report.differs else ' says'}")
    elif not report.changes:
        lines.append(f"{folder}/: nothing to change, {report.files} files are what the plan says")
    else:
        verb = "would change" if mode is Mode.DRY_RUN else "changed"
        count = len(report.changes)
        lines.append(f"{folder}/: {count} of {report.files} files {verb}")
    if mode is Mode.DRY_RUN:
        lines += [change.diff().rstrip("\n") for change in report.changes]
        lines += [f"{each.path}: {each.message}; {each.fix}" for each in report.problems]
    elif any(change.kind is not Kind.CREATED for change in report.changes) or mode is Mode.CHECK:
        lines += [f"  {change.kind.value:<8} {change.path}" for change in report.changes[:_SHOWN]]
        if len(report.changes) > _SHOWN:
            lines.append(f"  and {len(report.changes) - _SHOWN} more")
    return "\n".join(lines)
