"""What the stack costs a month."""

from __future__ import annotations

from rtgen.decide.provider.break_even import BreakEven
from rtgen.plan.bill import largest
from rtgen.plan.model import Plan
from rtgen.record import NamedTuple
from rtgen.render import break_even
from rtgen.render import markdown as md
from rtgen.render.costs import COST_HEADERS, beside, lines_table, price_sources, totals


class BreakEvenSection(NamedTuple):
    """The providers that fit against servers of one's own."""

    crossings: md.Table | None
    """None where no price crosses."""
    uncrossed: tuple[str, ...]
    """Of each other provider, what both cost at the ends."""


class CostSection(NamedTuple):
    """The bill of each environment, and every line of the largest."""

    totals: md.Table
    beside: str
    of: str
    lines: md.Table
    sources: tuple[str, ...]
    """Of the unit prices in those lines."""
    even: BreakEvenSection | None
    """None where no provider fits that servers of one's own could be held against."""


def cost_section(plan: Plan) -> CostSection | None:
    """The costs of a plan; None where no stack is rendered."""
    if not plan.costs:
        return None
    most = largest(plan.costs)
    headers = (COST_HEADERS[0], *(f"#{each}" for each in COST_HEADERS[1:]))
    return CostSection(
        totals=md.Table(headers, totals(plan)),
        beside=md.text(beside(plan.costs)),
        of=md.code(most.environment),
        lines=lines_table(most),
        sources=price_sources(most),
        even=_even(plan.break_evens) if plan.break_evens else None,
    )


def _even(found: tuple[BreakEven, ...]) -> BreakEvenSection:
    return BreakEvenSection(
        crossings=break_even.table(found),
        uncrossed=tuple(md.text(each.working) for each in found if each.at is None),
    )
