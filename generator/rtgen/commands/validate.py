"""`rtgen validate`: every error of every spec in one run."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from rtgen import pipeline
from rtgen.commands import console
from rtgen.diagnostics import Diagnostic


def run(specs: Sequence[Path], form: str, today: datetime.date) -> int:
    """Prints all diagnostics in `form` (text, json, sarif or github).

    Returns the exit code: 2 where a spec is invalid, 1 where the provider that it asks for cannot carry it.
    """
    from rtgen.spec import SpecRejected  # noqa: PLC0415

    try:
        found = [(features, pipeline.unfit(features, today)) for features in pipeline.validate(specs)]
    except SpecRejected as rejected:
        diagnostics, code = rejected.diagnostics, 2
    else:
        diagnostics = tuple(each for _, unfit in found for each in unfit)
        code = 1 if diagnostics else 0
        if form == "text":
            for features in (each for each, unfit in found if not unfit):
                count = len(features.features)
                console.out(f"{features.file}: valid ({count} feature{'' if count == 1 else 's'})")
    if form == "text":
        complain(diagnostics)
    else:
        console.out(_report(diagnostics, form))
    return code


def complain(diagnostics: Sequence[Diagnostic]) -> None:
    """Writes diagnostics to stderr as text for a person."""
    if diagnostics:
        from rtgen import report  # noqa: PLC0415 - most runs have nothing to say

        console.err(report.text(diagnostics, width=console.width(), colour=console.colour(sys.stderr)))


def _report(diagnostics: Sequence[Diagnostic], form: str) -> str:
    from rtgen import report  # noqa: PLC0415

    match form:
        case "json":
            return report.json(diagnostics)
        case "sarif":
            from rtgen.commands.catalogue import all_rules  # noqa: PLC0415

            return report.sarif(diagnostics, all_rules())
        case _:
            return report.github(diagnostics)
