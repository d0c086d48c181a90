"""Diagnostics for machines."""

from __future__ import annotations

import json as _json
from collections.abc import Sequence

from rtgen import __version__
from rtgen.diagnostics import Diagnostic, Rule, Severity


def json(diagnostics: Sequence[Diagnostic]) -> str:
    """A list of objects, one for each diagnostic."""
    return _json.dumps(
        [
            {
                "rule": each.rule,
                "severity": each.severity.value,
                "file": each.location.file,
                "line": each.location.line,
                "column": each.location.column,
                "message": each.message,
                "fix": each.fix,
            }
            for each in diagnostics
        ],
        indent=2,
        ensure_ascii=False,
    )


_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(diagnostics: Sequence[Diagnostic], rules: Sequence[Rule]) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as code scanning takes it."""
    used = {each.rule for each in diagnostics}
    return _json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "rtgen",
                            "version": __version__,
                            "rules": [
                                {
                                    "id": rule.id,
                                    "shortDescription": {"text": rule.title},
                                    "fullDescription": {"text": rule.why},
                                    "defaultConfiguration": {"level": _LEVEL[rule.severity]},
                                }
                                for rule in rules
                                if rule.id in used
                            ],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "results": [_result(each) for each in diagnostics],
                }
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def _result(each: Diagnostic) -> dict[str, object]:
    from urllib.parse import quote  # noqa: PLC0415 - only SARIF needs it

    region = {
        "startLine": each.location.line,
        "startColumn": each.location.column,
        "endColumn": each.location.column + each.width,
    }
    place = {"physicalLocation": {"artifactLocation": {"uri": quote(each.location.file)}, "region": region}}
    return {
        "ruleId": each.rule,
        "level": _LEVEL[each.severity],
        "message": {"text": f"{each.message}. Fix: {each.fix}"},
        "locations": [place],
    }


def github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    return "\n".join(
        f"::{'notice' if each.severity is Severity.INFO else each.severity.value} "
        f"file={_property(each.location.file)},line={each.location.line},col={each.location.column},"
        f"title={_property(each.rule)}::{_data(f'{each.message}. Fix: {each.fix}')}"
        for each in diagnostics
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
