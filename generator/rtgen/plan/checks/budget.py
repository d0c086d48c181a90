"""The budget of an environment against what it will cost a month."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.decision import Finding
from rtgen.decide.facts import place_of
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.plan.model import Plan

RULE = Rule(
    "RT851",
    "The budget carries the declared load",
    Severity.ERROR,
    "A bill that is larger than the budget is found out a month too late; what is not known comes on top.",
)
NEAR = Fraction(4, 5)
"""Share of the budget from which on there is a warning: what is not known, and growth, need the rest."""


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """One finding for each environment whose known cost is near its budget or above it."""
    bills = {each.environment: each for each in plan.costs}
    for own in features.environments:
        bill, budget = bills.get(own.name), own.budget
        if bill is None or budget is None or Fraction(bill.at_spec) <= NEAR * budget:
            continue
        beyond = Fraction(bill.at_spec) > budget
        dearest = max(bill.lines, key=lambda line: line.at_spec or 0)
        yield Finding(
            RULE.id,
            RULE.severity if beyond else Severity.WARNING,
            None,
            f"{own.name} costs {bill.at_spec:,.0f} USD a month at the declared load, "
            f"and its budget is {float(budget):,.0f}.",
            "Raise the budget, or lower what it mostly pays for: the document's costs list every line.",
            place_of(own.provenance if "budget" in own.provenance.given else features.platform.provenance, "budget"),
            evidence=f"{dearest.item}: {dearest.working} = {dearest.at_spec:,.0f} USD",
        )
