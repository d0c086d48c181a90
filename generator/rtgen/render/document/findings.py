"""The findings as a list: what was found, what was seen, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rtgen.decide.decision import Finding
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import words
from rtgen.render.findings import NAMED, alike


class FindingEntry(NamedTuple):
    """What is found alike in one feature or several, as finished Markdown."""

    found: str
    notes: tuple[str, ...]
    """What was seen, the fix, the exact edits, the waiver: each what there is."""


def finding_entries(findings: Sequence[Finding]) -> tuple[FindingEntry, ...]:
    """The open ones before those that are waived, the weightiest first."""
    return tuple(map(_entry, alike(findings)))


def _entry(group: Sequence[Finding]) -> FindingEntry:
    first = group[0]
    severity = first.severity.value if first.waived is None else f"{first.severity}, waived until {first.waived.until}"
    features = words.features([each.feature for each in group if each.feature is not None])
    about = f", {features}" if features else ""
    return FindingEntry(f"**{first.rule}** ({severity}){about}: {md.prose(first.message)}", tuple(_notes(group)))


def _notes(group: Sequence[Finding]) -> Iterator[str]:
    first, edits = group[0], [md.code(str(each.edit)) for each in group if each.edit is not None]
    if first.evidence:
        yield f"*Seen:* {md.prose(first.evidence)}."
    yield f"*Fix:* {md.prose(first.fix)}"
    if edits:
        more = f" and {len(edits) - NAMED:,} more alike, which plan.json has" if len(edits) > NAMED else ""
        yield f"*Edit:* {', '.join(edits[:NAMED])}{more}"
    if first.waived is not None:
        yield f"*Waived because:* {md.text(first.waived.because)}"
