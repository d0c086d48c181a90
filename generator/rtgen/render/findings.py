"""Findings as a reader meets them: the weightiest first, and what is found alike in several features said once."""

from __future__ import annotations

from collections.abc import Sequence

from rtgen.decide.decision import Finding
from rtgen.diagnostics import Severity
from rtgen.record import NamedTuple

_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}
NAMED = 3
"""Features and edits of one entry that are shown; plan.json has all."""


class FindingLine(NamedTuple):
    """What one check says in the same words, of one feature or of several."""

    head: str
    """Severity (or `waived`) and rule."""
    severity: Severity | None
    """None where it is waived."""
    features: str
    """Their ids; empty for the whole spec."""
    message: str
    place: str
    """Of an open error, `spec.yaml:9:13`: of the first feature that has it; empty of anything else."""
    evidence: str
    """Of the first of them."""
    fix: str
    edits: tuple[str, ...]
    waived: str
    """Last day of the waiver; empty where the finding is open."""
    because: str


def finding_lines(findings: Sequence[Finding]) -> tuple[FindingLine, ...]:
    """Open findings before waived ones, the weightiest first; what is said of several features is said once."""
    return tuple(map(_finding, alike(findings)))


def alike(findings: Sequence[Finding]) -> tuple[Sequence[Finding], ...]:
    """The findings in that order, those together that say the same."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for each in sorted(findings, key=lambda each: (each.waived is not None, _WEIGHTS[each.severity])):
        waiver = each.waived and (each.waived.until, each.waived.because)
        groups.setdefault((waiver, each.severity, each.rule, each.message, each.fix), []).append(each)
    return tuple(groups.values())


def _finding(group: Sequence[Finding]) -> FindingLine:
    first, waiver = group[0], group[0].waived
    edits = [str(each.edit) for each in group if each.edit is not None]
    return FindingLine(
        head=f"{first.severity.value if waiver is None else 'waived'} {first.rule}",
        severity=first.severity if waiver is None else None,
        features=_some([each.feature for each in group if each.feature is not None]),
        message=printable(first.message),
        place=printable(str(first.location)) if waiver is None and first.severity is Severity.ERROR else "",
        evidence=printable(first.evidence),
        fix=printable(first.fix),
        edits=(*edits[:NAMED], *([f"and {len(edits) - NAMED:,} more alike"] if len(edits) > NAMED else [])),
        waived=waiver.until.isoformat() if waiver else "",
        because=printable(waiver.because) if waiver else "",
    )


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def printable(value: str) -> str:
    """User text without what would move a terminal's cursor or change its colour."""
    return "".join(letter if letter.isprintable() else " " for letter in value)
