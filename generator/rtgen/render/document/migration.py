"""The way to the next tier: when, what it changes, in which order, and how to come back."""

from __future__ import annotations

from collections import Counter

from rtgen.decide.provider.say import dollars
from rtgen.domain.vocabulary import Tier
from rtgen.plan.migration import to_multi
from rtgen.plan.model import Plan, Resource, StackPlan
from rtgen.plan.move import Edit, Move, Step, to_managed, to_own
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.quantities import count


class GrowthSection(NamedTuple):
    """From one server to many, within the same stack."""

    threshold: str
    """Connections above which it is chosen."""
    gained: md.Table | None
    lost: str
    keeps_state: bool
    """The stack has a Redis already, whose history survives the step."""


class MoveSection(NamedTuple):
    """Between servers of one's own and a provider: another system beside this one."""

    to_provider: bool
    threshold: str
    """Connections above which a provider is chosen; empty where none is asked for by a threshold."""
    provider: str
    """Its plan, and what that costs."""
    copy: str
    """The name of the second spec."""
    steps: md.Table | None
    obstacle: str
    """What the nearest provider does not carry, where there are no steps."""


class MigrationSection(NamedTuple):
    """From this tier to the next; one of the two is there."""

    link: str
    """To the section, for the contents."""
    growth: GrowthSection | None
    move: MoveSection | None


def migration_section(plan: Plan) -> MigrationSection | None:
    """The next step of a plan; None where there is no stack to step from."""
    if plan.managed is not None:
        return MigrationSection("[To servers of your own](#to-servers-of-your-own)", None, _move(plan, to_own(plan)))
    if plan.stack is None:
        return None
    if plan.decisions.tier.decision.choice is Tier.SINGLE:
        return MigrationSection("[To many servers](#to-many-servers)", _growth(plan, plan.stack), None)
    link = "[To a managed provider](#to-a-managed-provider)"
    return MigrationSection(link, None, _move(plan, to_managed(plan)))


def _growth(plan: Plan, stack: StackPlan) -> GrowthSection:
    step = to_multi(stack, plan.name)
    return GrowthSection(
        threshold=_threshold(plan),
        gained=_by_component(step.added) if step.added else None,
        lost=", ".join(md.code(each.name) for each in step.removed),
        keeps_state=stack.redis is not None,
    )


def _move(plan: Plan, move: Move) -> MoveSection:
    headers = ("Step", "Edit", "The backend", "Clients", "Back")
    rows = tuple(_row(number, each) for number, each in enumerate(move.steps, 1))
    return MoveSection(
        to_provider=plan.managed is None,
        threshold="" if plan.managed is not None else _threshold(plan),
        provider=_provider(move),
        copy=md.name(move.copy),
        steps=md.Table(headers, rows) if rows else None,
        obstacle=md.prose(move.obstacle),
    )


def _provider(move: Move) -> str:
    """The provider's plan, with what it costs where steps lead to it."""
    if move.provider is None:
        return ""
    title = md.text(f"{move.provider.title} {move.provider.tier}")
    if not move.steps:
        return title
    price = "needs a quote" if move.provider.monthly is None else f"costs {dollars(move.provider.monthly)} USD a month"
    return f"{title}, which {price}"


def _threshold(plan: Plan) -> str:
    threshold = plan.decisions.tier.threshold
    return "" if threshold is None else count(threshold)


def _row(number: int, step: Step) -> tuple[str, ...]:
    edits = "; ".join(map(_edit, step.edits)) or "none"
    return (
        f"{number}. {md.prose(step.title)}",
        edits,
        md.prose(step.backend),
        md.prose(step.clients),
        md.prose(step.back),
    )


def _edit(edit: Edit) -> str:
    if edit.delete:
        return f"in {edit.spec} delete {md.code('.'.join(edit.delete))}"
    return f"in {edit.spec} {' and '.join(map(md.code, edit.put))}"


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
