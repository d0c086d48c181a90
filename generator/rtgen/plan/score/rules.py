"""Which dimension a finding belongs to: every rule that a finding can name stands here."""

from collections.abc import Iterable

from rtgen.decide.decision import Finding
from rtgen.plan.rubric import DimensionName as Name

DIMENSIONS: dict[str, Name | None] = {
    "T32": Name.TRANSPORT,
    "T33": Name.RECONNECTION,
    "T34": Name.BACKPRESSURE,
    "RT308": Name.TRANSPORT,
    "RT311": Name.TRANSPORT,
    "RT312": None,
    "RT407": Name.SCALING,
    "RT408": Name.SCALING,
    "RT418": None,
    "RT426": Name.SCALING,
    "RT501": Name.SCALING,
    "RT502": Name.OFFLINE,
    "RT801": Name.RECONNECTION,
    "RT802": Name.RECONNECTION,
    "RT803": Name.RECONNECTION,
    "RT804": Name.TRANSPORT,
    "RT805": Name.ORDERING,
    "RT806": Name.OFFLINE,
    "RT807": Name.TRANSPORT,
    "RT808": None,
    "RT809": Name.SCALING,
    "RT810": Name.SCALING,
    "RT811": Name.OFFLINE,
    "RT812": Name.SCALING,
    "RT813": Name.RECONNECTION,
    "RT814": Name.RECONNECTION,
    "RT815": Name.SCALING,
    "RT817": Name.OFFLINE,
    "RT818": None,
    "RT819": None,
    "RT821": None,
    "RT822": None,
    "RT823": None,
    "RT824": None,
    "RT825": Name.SCALING,
    "RT826": None,
    "RT851": None,
    "RT852": None,
    "RT903": None,
    "RT905": None,
    "RT873": None,
    "RT874": Name.SCALING,
    "RT875": Name.SCALING,
    "RT876": Name.OFFLINE,
    "RT877": Name.SCALING,
}
"""None for what says nothing about how well messages travel, or of one deployment alone:
money, privacy, moves, and what only a test of the load shows."""


def by_dimension(findings: Iterable[Finding]) -> dict[Name, list[Finding]]:
    """The findings of whatever severity, by dimension; a waiver accepts a finding, and makes no plan better."""
    of: dict[Name, list[Finding]] = {name: [] for name in Name}
    for finding in findings:
        name = DIMENSIONS.get(finding.rule)
        if name is not None:
            of[name].append(finding)
    return of
