"""An open finding holds its dimension below 5, and every rule that a finding can name has its place."""

from __future__ import annotations

import pytest

from plan.score.scored import CASES, planned, title
from rtgen.decide import DECISION_RULES
from rtgen.decide.decision import Finding
from rtgen.diagnostics import Location, Severity
from rtgen.plan import PLAN_RULES
from rtgen.plan.rubric import BASIC, FULL, MISSING
from rtgen.plan.score import score
from rtgen.plan.score.rules import DIMENSIONS

EVERYTHING = next(case for case in CASES if title(case) == "everything")
HELD = {rule: name for rule, name in DIMENSIONS.items() if name is not None}


def test_every_rule_that_weighs_has_a_dimension_or_says_that_it_has_none() -> None:
    weighing = {rule.id for rule in (*DECISION_RULES, *PLAN_RULES) if rule.severity is not Severity.INFO}

    assert weighing <= set(DIMENSIONS)


@pytest.mark.parametrize("rule", HELD)
@pytest.mark.parametrize(
    ("severity", "points"), [(Severity.ERROR, MISSING), (Severity.WARNING, BASIC), (Severity.INFO, BASIC)]
)
def test_an_open_finding_weighs_on_its_dimension_alone(rule: str, severity: Severity, points: int) -> None:
    features, plan = planned(EVERYTHING)
    finding = Finding(rule, severity, None, "Found.", "Fix.", Location("spec.yaml", 1, 1))
    found = plan._replace(decisions=plan.decisions._replace(findings=(finding,)))

    dimensions = score(features, found).dimensions

    assert {each.name: each.points for each in dimensions} == {
        each.name: points if each.name is HELD[rule] else FULL for each in dimensions
    }
    assert [each.raise_ for each in dimensions if each.points < FULL] == [(f"{rule} resolved",)] * (points < FULL)
