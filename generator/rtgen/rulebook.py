"""A rule with its examples, both run: a short spec that passes and one that fails."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rtgen import pipeline, resources
from rtgen.decide.decision import Decision, Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Rule
from rtgen.render.rule import Example, Examples, Said, decides

NONE = Examples(None, None)
_TODAY = date(2026, 11, 24)
"""On which the examples are planned: waivers in them ended long before it, or end long after."""


def examples(rule: Rule) -> Examples:
    """Runs the examples of a rule; none where it has none."""
    for kind in ("checks", "rules"):
        folder = resources.cases() / kind / rule.id
        if folder.is_dir():
            return Examples(_planned(rule, folder / "passes.yaml"), _planned(rule, folder / "fails.yaml"))
    return _refused(rule)


def _planned(rule: Rule, spec: Path) -> Example | None:
    if not spec.is_file():
        return None
    (planned,) = pipeline.plan([spec], None, update_decisions=True)
    decisions = pipeline.as_of(planned, _TODAY).plan.decisions
    instead = next((each for each in _made(decisions) if each.rule[:4] == rule.id[:4]), None)
    said = f"{instead.rule} decides: {instead.because}" if instead is not None and decides(rule) else ""
    return Example(spec.read_text(encoding="utf-8"), _said(rule, decisions), said)


def _said(rule: Rule, decisions: Decisions) -> Said | None:
    finding = next((each for each in decisions.findings if each.rule == rule.id), None)
    if finding is not None:
        return _found(finding)
    decision = next((each for each in _made(decisions) if each.rule == rule.id), None)
    return None if decision is None else Said(decision.because, "")


def _found(finding: Finding) -> Said:
    return Said(finding.message, finding.fix)


def _made(decisions: Decisions) -> tuple[Decision[object], ...]:
    shared = (
        decisions.tier.decision,
        decisions.redis.decision,
        decisions.sticky,
        decisions.pooling,
        decisions.provider.decision,
    )
    return (*(made for each in decisions.features for made in (each.transport, *each.patterns)), *shared)


def _refused(rule: Rule) -> Examples:
    """The shortest spec that is refused by this rule."""
    from rtgen.spec import SpecRejected  # noqa: PLC0415

    specs = [
        path.parent / "spec.yaml"
        for path in sorted((resources.cases() / "spec" / "bad").glob("*/stderr.txt"))
        if f"error {rule.id}:" in path.read_text(encoding="utf-8", errors="replace")
    ]
    shortest = min((spec for spec in specs if spec.is_file()), key=lambda spec: spec.stat().st_size, default=None)
    if shortest is None:
        return NONE
    try:
        pipeline.validate([shortest])
    except SpecRejected as rejected:
        said = next((each for each in rejected.diagnostics if each.rule == rule.id), None)
        if said is not None:
            text = shortest.read_text(encoding="utf-8", errors="replace")
            return Examples(None, Example(text, Said(f"line {said.location.line}: {said.message}", said.fix)))
    return NONE
