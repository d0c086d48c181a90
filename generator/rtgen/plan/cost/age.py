"""RT852: how old the table of prices is. Told to the reader, never written into a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rtgen.decide.decision import Finding
from rtgen.diagnostics import Location, Rule, Severity
from rtgen.plan.bill import Cost

RULE = Rule(
    "RT852",
    "The table of prices is at most a year old",
    Severity.WARNING,
    "Prices change; a bill made of old ones misleads more than none.",
)
YEAR = timedelta(days=365)


def stale(spec_file: str, costs: Iterable[Cost], today: date) -> tuple[Finding, ...]:
    """A warning where a table that a bill is made of is older than a year on this day."""
    read = min((each.read for each in costs), default=None)
    if read is None or today - date.fromisoformat(read) <= YEAR:
        return ()
    message = f"The prices were read on {read}, more than a year ago."
    return (Finding(RULE.id, RULE.severity, None, message, "Upgrade rtgen.", Location(spec_file, 1, 1)),)
