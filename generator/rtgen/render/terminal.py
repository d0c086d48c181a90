"""The plan for a person: as text at a terminal of 80 to 140 columns, or as Markdown under a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from rtgen.diagnostics import Severity
from rtgen.plan.model import Plan
from rtgen.render.columns import Column, item, paint, shown, table, wrapped
from rtgen.render.comment import markdown
from rtgen.render.costs import COST_HEADERS
from rtgen.render.findings import FindingLine
from rtgen.render.platform import SIZE_HEADERS, PlatformLine
from rtgen.render.summary import DimensionLine, FeatureLine, Next, Summary, default_folder, summary

__all__ = ["SHOWN_FEATURES", "markdown", "text"]

SHOWN_FEATURES = 30
"""Features in the table; the others are counted."""
_BOLD, _DIM, _GREEN = "1", "2", "32"
_SEVERITIES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def text(plan: Plan, width: int, colour: bool, *, unicode: bool = True, folder: str | None = None) -> str:  # noqa: FBT001 - positional for the pipeline
    """What was decided, in lines of at most `width` columns unless one word is longer.

    `folder` is where the stack is written, as the reader would type it. Without `unicode` the text is ASCII.
    """
    told = summary(plan, folder or default_folder(plan), SHOWN_FEATURES)
    blocks = [
        [paint(told.name, _BOLD) + (f" · {told.title}" if told.title else ""), told.load],
        [*_features(told.features, told.more, width), *_fallbacks(told.fallbacks, width)],
        _section("Platform", _platform(told.platform, width)),
        _section(_named(told), _sizes(told, width) or _costs(told, width)),
        _section("Findings", _findings(told.findings, told.more_findings, width)),
        [f"{paint('Score', _BOLD)}  {told.score}", *_below(told.below, width)],
        _section("Not in the stack yet", [line for entry in told.missing for line in item(entry, width)]),
        _section(f"Next, in {told.folder}", _next(told.next, width)),
    ]
    page = "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    return shown(page, colour=colour, unicode=unicode)


def _section(title: str, lines: list[str]) -> list[str]:
    return [paint(title, _BOLD), *lines] if lines else []


def _features(shown: Sequence[FeatureLine], more: int, width: int) -> list[str]:
    lines = table(
        (
            Column("Feature", tuple(each.id for each in shown), style=_BOLD),
            Column("Transport", tuple(each.transport for each in shown), style=_GREEN),
            Column("Channel", tuple(each.channel for each in shown), drop=2),
            Column("Patterns", tuple(each.patterns for each in shown), drop=1, wraps=True),
            Column("Because", tuple(each.why for each in shown)),
        ),
        width,
    )
    return [*lines, f"  and {more:,} more; --format json has all"] if more else lines


def _fallbacks(chains: Sequence[str], width: int) -> list[str]:
    return item(f"falls back: {'; '.join(chains)}", width) if chains else []


def _platform(lines: Sequence[PlatformLine], width: int) -> list[str]:
    return table(
        (
            Column("", tuple(line.subject for line in lines)),
            Column("", tuple(line.choice for line in lines), wraps=True, most=22, style=_GREEN),
            Column("", tuple(line.because for line in lines), wraps=True),
        ),
        width,
    )


def _sizes(shown: Summary, width: int) -> list[str]:
    if not shown.sizes:
        return []
    drops = {"Region": 3, "Memory": 2, COST_HEADERS[-1]: 1}
    bills = {environment: usd for environment, *usd in shown.costs}
    rows = [(*row, *bills.get(row[0], ())) for row in shown.sizes]
    headers = (*SIZE_HEADERS, *(COST_HEADERS[1:] if bills else ()))
    lines = table(
        tuple(
            Column(header, cells, drop=drops.get(header, 0))
            for header, cells in zip(headers, zip(*rows, strict=True), strict=True)
        ),
        width,
    )
    return [*lines, *(_beside_costs(shown, width) if bills else ())]


def _named(shown: Summary) -> str:
    if not shown.costs:
        return "Sizes"
    return "Sizes and costs" if shown.sizes else "Costs"


def _costs(shown: Summary, width: int) -> list[str]:
    """Where a provider runs the gateway, there are costs without sizes."""
    if not shown.costs:
        return []
    headers = ("Environment", *COST_HEADERS[1:])
    columns = (Column(header, cells) for header, cells in zip(headers, zip(*shown.costs, strict=True), strict=True))
    return [*table(tuple(columns), width), *_beside_costs(shown, width)]


def _beside_costs(shown: Summary, width: int) -> list[str]:
    return item(" ".join(filter(None, ("USD a month.", shown.break_even, shown.beside_costs))), width)


def _below(lines: Sequence[DimensionLine], width: int) -> list[str]:
    return table(
        (
            Column("", tuple(each.name for each in lines)),
            Column("", tuple(each.points for each in lines)),
            Column("", tuple(f"needs {each.raise_}" for each in lines), wraps=True),
        ),
        width,
    )


def _findings(shown: Sequence[FindingLine], more: int, width: int) -> list[str]:
    lines = [line for finding in shown for line in _finding(finding, width)]
    return [*lines, f"  and {more:,} more; plan.json has all"] if more else lines


def _finding(finding: FindingLine, width: int) -> list[str]:
    about = f" {finding.features}" if finding.features else ""
    said = item(f"{finding.head}{about} ({finding.place}): {finding.message}", width)
    style = _DIM if finding.severity is None else _SEVERITIES[finding.severity]
    said[0] = said[0].replace(finding.head, paint(finding.head, style), 1)
    notes = (
        ("seen", finding.evidence),
        ("fix", finding.fix),
        *(("edit", edit) for edit in finding.edits),
        (f"until {finding.waived}", finding.because),
    )
    for name, note in notes:
        if note:
            said += wrapped(f"{name}: {note}", width, "    ", "      ")
    return said


def _next(steps: Sequence[Next], width: int) -> list[str]:
    return table(
        (
            Column("", tuple(step.file for step in steps)),
            Column("", tuple(step.purpose for step in steps), wraps=True, style=_DIM),
        ),
        width,
    )
