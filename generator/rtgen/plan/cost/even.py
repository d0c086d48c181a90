"""Where running the gateway and paying a provider cost the same. Searched for when asked, not with every plan."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from rtgen.decide.decisions import NodeSize
from rtgen.decide.provider.break_even import BreakEven, break_even
from rtgen.domain.vocabulary import Tier
from rtgen.plan.bill import Cost, largest
from rtgen.plan.cost.lines import TASKS
from rtgen.plan.model import Plan

FEWEST = {Tier.SINGLE: 1, Tier.MULTI: 2}


def break_evens(plan: Plan) -> tuple[BreakEven, ...]:
    """One for each provider that fits and whose price crosses the stack's; none where no stack is rendered."""
    need = plan.decisions.provider.need
    if not plan.costs or need is None:
        return ()
    bill = largest(plan.costs)
    sizes = {each.environment: each.size for each in plan.decisions.environments}
    own = self_hosted(bill, sizes[bill.environment], FEWEST[plan.decisions.tier.decision.choice])
    found = (break_even(own, each, need) for each in plan.decisions.provider.candidates if each.fits)
    return tuple(each for each in found if each is not None)


def self_hosted(bill: Cost, size: NodeSize, fewest: int) -> Callable[[Fraction], Fraction | None]:
    """The bill by the load: tasks grow with it in whole ones, what is metered in proportion, all else stays.

    Another node of Redis and another tier are not in it; the thresholds say when they are due.
    """
    tasks = next(line for line in bill.lines if line.item == TASKS)
    each = Fraction(tasks.at_spec or 0) / size.tasks_min
    metered = Fraction(bill.at_spec) - Fraction(bill.idle)
    fixed = Fraction(bill.idle) - Fraction(tasks.idle or 0)

    def monthly(factor: Fraction) -> Fraction | None:
        return fixed + metered * factor + each * max(fewest, math.ceil(size.tasks_min * factor))

    return monthly
