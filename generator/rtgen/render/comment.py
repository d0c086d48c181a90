"""The plan as a comment under a pull request: Markdown, the long parts folded."""

from __future__ import annotations

from rtgen.plan.model import Plan
from rtgen.render import markdown as md
from rtgen.render.costs import COST_HEADERS
from rtgen.render.findings import FindingLine
from rtgen.render.platform import SIZE_HEADERS
from rtgen.render.summary import FeatureLine, default_folder, summary

SHOWN_FEATURES = 100
"""Features in the table: a comment may hold 65,536 characters."""


def markdown(plan: Plan, *, folder: str | None = None) -> str:
    """What was decided, ready to be posted. `folder` is where the stack is written, relative to the repository."""
    shown = summary(plan, folder or default_folder(plan), SHOWN_FEATURES)
    blocks = [
        f"### {md.code(shown.name)}" + (f" · {md.text(shown.title)}" if shown.title else ""),
        md.text(shown.load),
        _features(shown.features, shown.more),
        f"Falls back: {'; '.join(shown.fallbacks)}" if shown.fallbacks else "",
        str(
            md.Table(
                ("Platform", "Choice", "Because"),
                tuple((line.subject, f"**{line.choice}**", md.prose(line.because)) for line in shown.platform),
            )
        ),
        str(md.Table(SIZE_HEADERS, shown.sizes)) if shown.sizes else "",
        f"{md.Table(COST_HEADERS, shown.costs)}\n\n{shown.beside_costs}" if shown.costs else "",
        shown.break_even if shown.costs else "",
        _list("Findings", [*map(_finding, shown.findings), *_more(shown.more_findings)]),
        _list(
            f"Score {shown.score}",
            [f"{each.name} {each.points}: needs {md.prose(each.raise_)}" for each in shown.below],
        )
        or f"**Score {shown.score}**",
        _list("Not in the stack yet", [md.prose(entry) for entry in shown.missing]),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _features(shown: tuple[FeatureLine, ...], more: int) -> str:
    table = md.Table(
        ("Feature", "Transport", "Patterns", "Because"),
        tuple((md.name(each.id), f"**{each.transport}**", each.patterns, md.text(each.why)) for each in shown),
    )
    return f"{table}\n\nand {more:,} more; `--format json` has all." if more else str(table)


def _more(findings: int) -> list[str]:
    return [f"and {findings:,} more; `plan.json` has all."] if findings else []


def _list(title: str, entries: list[str]) -> str:
    return "\n".join([f"**{title}**\n", *(f"- {entry}" for entry in entries)]) if entries else ""


def _finding(finding: FindingLine) -> str:
    parts = [
        f"**{finding.head}**" + (f" {md.code(finding.features)}" if finding.features else "") + f" ({finding.place}):",
        md.prose(finding.message),
        f"*Seen:* {md.prose(finding.evidence)}" if finding.evidence else "",
        f"*Fix:* {md.prose(finding.fix)}",
        f"*Edit:* {', '.join(map(md.code, finding.edits))}" if finding.edits else "",
        f"*Waived until {finding.waived} because:* {md.text(finding.because)}" if finding.waived else "",
    ]
    return " ".join(part for part in parts if part)
