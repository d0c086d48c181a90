"""The budget of an environment against what it will cost a month."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.decision import Finding
from rtgen.decide.facts import place_of
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.plan.bill import Cost, CostLine, Load
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
    """One finding for each environment whose known cost is near its budget or above it, or needs a quote."""
    bills = {each.environment: each for each in plan.costs}
    for own in features.environments:
        bill, budget = bills.get(own.name), own.budget
        if bill is None or budget is None:
            continue
        asked = Load.SPEC in bill.quotes
        if Fraction(bill.at_spec) <= NEAR * budget and not asked:
            continue
        beyond = Fraction(bill.at_spec) > budget
        telling = next(line for line in bill.lines if line.quote) if asked and not beyond else _dearest(bill)
        price = "unknown" if telling.at_spec is None else f"{telling.at_spec:,.0f} USD"
        yield Finding(
            RULE.id,
            RULE.severity if beyond else Severity.WARNING,
            None,
            f"{own.name} costs {bill.at_spec:,.0f} USD a month at the declared load{_AND_QUOTE if asked else ''}, "
            f"and its budget is {float(budget):,.0f}.",
            "Ask for the quote, and hold it against the budget together with the document's costs."
            if asked and not beyond
            else "Raise the budget, or lower what it mostly pays for: the document's costs list every line.",
            place_of(own.provenance if "budget" in own.provenance.given else features.platform.provenance, "budget"),
            evidence=f"{telling.item}: {telling.working} = {price}",
        )


_AND_QUOTE = " without the provider's price, which needs a quote"


def _dearest(bill: Cost) -> CostLine:
    return max(bill.lines, key=lambda line: line.at_spec or 0)
