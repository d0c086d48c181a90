"""What a dimension claims about a plan, and how claims become points."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import assert_never

from rtgen.decide.decision import Finding
from rtgen.diagnostics import Severity
from rtgen.plan.model import Json, Plan
from rtgen.plan.rubric import BASIC, FULL, MISSING, NO_STACK, Dimension, DimensionName, Evidence
from rtgen.record import NamedTuple

UNSEEN = "Centrifugo, which rtgen sets up: what your own server is set to, it cannot see"


_GATEWAYS_PARTS = frozenset({"sdk", "sdk_options", "resume", "heartbeat", "close_codes", "transports"})
"""Keys of the client contract that stand empty, or say less, where the gateway is not rtgen's."""


class Kept(StrEnum):
    """Where the things stand that evidence names."""

    CONFIG = "gateway/config.json"
    CONTRACT = "client-contract.json"
    RESOURCE = "resource"
    DECISION = "plan.json"


class Place(NamedTuple):
    """One of those things: a path of keys with `*` for each entry, or the logical name of a resource."""

    kept: Kept
    path: str

    def __str__(self) -> str:
        return f"{self.kept} {self.path}"


class Claim(NamedTuple):
    """One thing that a plan must contain for all points of a dimension."""

    shows: str
    place: Place
    there: bool
    test: str
    otherwise: str
    """What would bring it there."""


def config(path: str) -> Place:
    """A key of the gateway's configuration."""
    return Place(Kept.CONFIG, path)


def contract(path: str) -> Place:
    """A key of the client contract."""
    return Place(Kept.CONTRACT, path)


def resource(name: str) -> Place:
    """A resource of the stack."""
    return Place(Kept.RESOURCE, name)


def decision(path: str) -> Place:
    """Something that was decided."""
    return Place(Kept.DECISION, path)


def found(plan: Plan, place: Place) -> list[Json]:
    """Every value at a place; None for each entry of a `*` that lacks it. Of a decision, none: its claim reads it."""
    match place.kept:
        case Kept.CONFIG:
            return _walk(plan.gateway_config, place.path.split("."))
        case Kept.CONTRACT:
            return _walk(plan.client_contract, place.path.split("."))
        case Kept.RESOURCE:
            registered = plan.resources
            return [each.type for each in registered if each.name == place.path]
        case Kept.DECISION:
            return []
        case _:
            assert_never(place.kept)


def has(plan: Plan, place: Place) -> bool:
    """Whether something stands at a place, and at each entry of a `*`."""
    values = found(plan, place)
    return bool(values) and all(values)


def _walk(value: Json, path: Sequence[str]) -> list[Json]:
    values: list[Json] = [value]
    for step in path:
        if step == "*":
            values = [entry for each in values for entry in _entries(each)]
        else:
            values = [each.get(step) if isinstance(each, dict) else None for each in values]
    return values


def _entries(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def graded(
    name: DimensionName, plan: Plan, claims: Sequence[Claim], findings: Sequence[Finding], *, basic: bool
) -> Dimension:
    """All points where every claim is there, a stack shows it, and there is no finding; 1 where not even `basic` is.

    A finding of severity error says that the dimension does not hold: 1 point.
    """
    broken = any(each.severity is Severity.ERROR for each in findings)
    missing = [claim for claim in claims if not claim.there]
    points = FULL
    if broken or not basic:
        points = MISSING
    elif missing or findings or not _shown(plan):
        points = BASIC
    return Dimension(
        name,
        points,
        tuple(Evidence(claim.shows, str(claim.place), claim.test) for claim in claims if claim.there),
        tuple(dict.fromkeys(_raised(plan, missing, findings, basic=basic))),
    )


def _raised(plan: Plan, missing: Iterable[Claim], findings: Iterable[Finding], *, basic: bool) -> Iterator[str]:
    """Without a stack, what would come with one is not listed unless the dimension is missing altogether."""
    own = plan.stack is not None and plan.stack.own is not None
    if not _shown(plan):
        yield NO_STACK
    for claim in missing:
        if own and _is_the_gateways(claim.place):
            yield UNSEEN
        elif _shown(plan) or not basic or claim.place.kept is Kept.DECISION:
            yield claim.otherwise
    rules: dict[str, list[Finding]] = {}
    for each in findings:
        rules.setdefault(each.rule, []).append(each)
    for rule, of in rules.items():
        yield f"{rule} resolved" + (f" ({len(of):,} findings)" if len(of) > 1 else "")


def _shown(plan: Plan) -> bool:
    return plan.stack is not None or plan.managed is not None


def _is_the_gateways(place: Place) -> bool:
    """Whether only a gateway that rtgen sets up fills it: its configuration, and its parts of the contract."""
    keys = set(place.path.split("."))
    return place.kept is Kept.CONFIG or (place.kept is Kept.CONTRACT and bool(keys & _GATEWAYS_PARTS))


def named(identifiers: Sequence[str]) -> str:
    """Features in a phrase: the first of them, and how many more."""
    more = len(identifiers) - 1
    return f"`{identifiers[0]}` and {more:,} more" if more else f"`{identifiers[0]}`"
