"""Every check, on a spec of its own that fails and on one that passes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rtgen import pipeline
from rtgen.decide import checks as decided
from rtgen.decide.decision import Finding
from rtgen.plan import PLAN_RULES

CASES = Path(__file__).parents[1] / "cases" / "checks"
RULES = sorted(path.name for path in CASES.iterdir())
TODAY = date(2026, 11, 24)


def found(spec: Path) -> tuple[Finding, ...]:
    """What the checks say today."""
    (planned,) = pipeline.plan([spec], None)
    return pipeline.as_of(planned, TODAY).plan.decisions.findings


def about(rule: str, findings: tuple[Finding, ...]) -> list[Finding]:
    return [each for each in findings if each.rule == rule and each.waived is None]


@pytest.mark.parametrize("rule", RULES)
def test_a_check_speaks_where_its_example_fails(rule: str) -> None:
    findings = about(rule, found(CASES / rule / "fails.yaml"))

    assert findings
    for each in findings:
        assert each.message.endswith(".")
        assert each.fix.endswith(".")
        assert each.location.line > 1


@pytest.mark.parametrize("rule", RULES)
def test_a_check_is_silent_where_its_example_passes(rule: str) -> None:
    assert about(rule, found(CASES / rule / "passes.yaml")) == []


def test_every_check_has_its_examples() -> None:
    of_the_day = {"RT852"}  # no spec can make prices old
    assert {rule.id for rule in (*decided.RULES, *PLAN_RULES)} - of_the_day == set(RULES)


def test_each_waiver_of_a_spec_is_judged_where_it_stands(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    fails = (CASES / "RT821" / "fails.yaml").read_text(encoding="utf-8")
    spec.write_text(fails + "  - {rule: T34, feature: chats, because: misspelt, until: 2999-01-31}\n", encoding="utf-8")

    judged = [(each.rule, each.location.line, each.location.column) for each in found(spec) if each.rule != "RT824"]

    assert judged == [("T34", 5, 3), ("RT823", 10, 5), ("RT821", 9, 5)]
