"""`rtgen validate`: every error of every spec in one run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rtgen import pipeline
from rtgen.commands import console
from rtgen.diagnostics import Diagnostic


def run(specs: Sequence[Path], form: str) -> int:
    """Prints all diagnostics in `form` (text, json, sarif or github); 2 when a spec is invalid."""
    from rtgen.spec import SpecRejected  # noqa: PLC0415

    diagnostics: tuple[Diagnostic, ...] = ()
    try:
        valid = pipeline.validate(specs)
    except SpecRejected as rejected:
        diagnostics = rejected.diagnostics
    else:
        if form == "text":
            for features in valid:
                count = len(features.features)
                console.out(f"{features.file}: valid ({count} feature{'' if count == 1 else 's'})")
    if form == "text":
        complain(diagnostics)
    else:
        console.out(_report(diagnostics, form))
    return 2 if diagnostics else 0


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
