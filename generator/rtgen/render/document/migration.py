"""The way to the next tier: when, what it changes, in which order, and how to come back."""

from __future__ import annotations

from collections import Counter

from rtgen.domain.vocabulary import Tier
from rtgen.plan.migration import Migration, to_multi
from rtgen.plan.model import Plan, Resource
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.quantities import count


class MigrationSection(NamedTuple):
    """From this tier to the next. What is empty does not apply."""

    link: str
    """To the section, for the contents."""
    multi: bool
    """The next tier is the multi-server one; else the managed one."""
    threshold: str
    """Connections above which the next tier is chosen."""
    gained: md.Table | None
    lost: str
    back: bool
    """From a provider to servers of one's own, which no threshold asks for."""
    keeps_state: bool
    """The stack has a Redis already, whose history survives the step."""


def migration_section(plan: Plan) -> MigrationSection | None:
    """The next step of a plan; None where there is no stack to step from, or no tier above."""
    if plan.managed is not None:
        return _back()
    tier = plan.decisions.tier
    if plan.stack is None or tier.threshold is None:
        return None
    multi = tier.decision.choice is Tier.SINGLE
    step = to_multi(plan.stack, plan.name) if multi else Migration((), ())
    title = "To many servers" if multi else "To a managed provider"
    return MigrationSection(
        link=f"[{title}](#{title.lower().replace(' ', '-')})",
        multi=multi,
        threshold=count(tier.threshold),
        gained=_by_component(step.added) if step.added else None,
        lost=", ".join(md.code(each.name) for each in step.removed),
        back=False,
        keeps_state=plan.stack.redis is not None,
    )


def _back() -> MigrationSection:
    return MigrationSection(
        link="[To servers of your own](#to-servers-of-your-own)",
        multi=False,
        threshold="",
        gained=None,
        lost="",
        back=True,
        keeps_state=False,
    )


def _by_component(resources: tuple[Resource, ...]) -> md.Table:
    """One row a component: what comes, such as `NatGateway` or `NatGateway × 2`."""
    kinds: dict[str, Counter[str]] = {}
    for each in resources:
        kinds.setdefault(each.component, Counter())[each.type.rpartition(":")[2]] += 1
    rows = [
        (md.code(component), ", ".join(f"{kind} × {number}" if number > 1 else kind for kind, number in of.items()))
        for component, of in sorted(kinds.items())
    ]
    return md.Table(("Component", "What comes"), tuple(rows))
