"""Every piece of evidence is in the plan, was run by a test, and is missed when it is gone."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from plan.score.scored import CASES, EXAMPLES, ROOT, planned, title
from rtgen.domain.vocabulary import Ordering, Tier, Transport
from rtgen.plan.model import ManagedPlan, Plan
from rtgen.plan.rubric import FULL, Dimension, DimensionName, Evidence
from rtgen.plan.score import score
from rtgen.render import plan_json, render

SPECS = [*EXAMPLES, *CASES]
CONFIG, CONTRACT, RESOURCE, DECISION = "gateway/config.json", "client-contract.json", "resource", "plan.json"


def dimension(plan: Plan, name: DimensionName) -> Dimension:
    return next(each for each in plan.score.dimensions if each.name is name)


def pieces() -> Iterator[tuple[Path, DimensionName, Evidence]]:
    for spec in SPECS:
        for each in planned(spec)[1].score.dimensions:
            for evidence in each.evidence:
                yield spec, each.name, evidence


ALL = list(pieces())
OF_FULL = [piece for piece in ALL if dimension(planned(piece[0])[1], piece[1]).points == FULL]


def named(piece: object) -> str:
    match piece:
        case Path():
            return title(piece)
        case Evidence():
            return piece.place.replace(" ", ":")
        case _:
            return str(piece)


@pytest.mark.parametrize(("spec", "name", "evidence"), OF_FULL, ids=named)
def test_without_a_piece_of_evidence_its_dimension_has_fewer_points(
    spec: Path, name: DimensionName, evidence: Evidence
) -> None:
    features, plan = planned(spec)
    kept, _, path = evidence.place.partition(" ")

    again = score(features, REMOVERS[kept](plan, path))

    assert next(each.points for each in again.dimensions if each.name is name) < FULL


@pytest.mark.parametrize(("spec", "name", "evidence"), ALL, ids=named)
def test_evidence_stands_where_it_says(spec: Path, name: DimensionName, evidence: Evidence) -> None:
    _, plan = planned(spec)
    kept, _, path = evidence.place.partition(" ")

    if kept == RESOURCE:
        assert path in {each.name for each in plan.resources}, name
    else:
        files = {CONFIG: plan.gateway_config, CONTRACT: plan.client_contract, DECISION: as_json(spec)}
        assert any(path.split(".")[-1] in parent for parent, _ in ends(files[kept], path.split("."))), name


def test_every_dimension_has_evidence_that_was_removed() -> None:
    assert {name for _, name, _ in OF_FULL} == set(DimensionName)


@pytest.mark.parametrize("test", sorted({evidence.test for _, _, evidence in ALL if evidence.test[:6] == "rtgen:"}))
def test_a_test_of_rtgen_exists(test: str) -> None:
    path, _, function = test.removeprefix("rtgen:").partition("::")

    assert f"\ndef {function}(" in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("spec", SPECS, ids=title)
def test_a_test_of_the_stack_is_shipped_with_it(spec: Path) -> None:
    _, plan = planned(spec)
    tests = [each.test for _, _, each in of(spec) if each.test.startswith("stack:")]

    files = render(plan).files

    for test in tests:
        path, _, function = test.removeprefix("stack:").partition("::")
        assert f"\ndef {function}(" in files[path].text


def test_a_scored_number_is_the_rubrics() -> None:
    from rtgen import arguments  # noqa: PLC0415 - only here
    from rtgen.plan import rubric  # noqa: PLC0415

    assert arguments.MOST_POINTS == rubric.MOST  # the command line states it without loading the rubric


def of(spec: Path) -> list[tuple[Path, DimensionName, Evidence]]:
    return [piece for piece in ALL if piece[0] == spec]


@cache
def as_json(spec: Path) -> dict[str, Any]:
    return dict(json.loads(plan_json.text(planned(spec)[1])))


def ends(tree: Any, path: list[str]) -> Iterator[tuple[Any, str]]:  # noqa: ANN401 - JSON of any shape
    """Each object in which a path ends, with its last key; `*` are all entries."""
    first, *rest = path
    if first == "*":
        for entry in tree.values() if isinstance(tree, dict) else tree:
            if rest:
                yield from ends(entry, rest)
    elif not rest:
        yield tree, first
    elif isinstance(tree, dict) and first in tree:
        yield from ends(tree[first], rest)


def without(tree: object, path: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """A copy that lacks what stands at a path; of a `*`, the first entry that has it."""
    changed = copy.deepcopy(tree)
    for parent, key in ends(changed, path.split(".")):
        if key in parent:
            del parent[key]
            break
    return changed


def without_resource(plan: Plan, name: str) -> Plan:
    made = plan.stack or plan.managed
    assert made is not None
    left = made._replace(resources=tuple(each for each in made.resources if each.name != name))
    return plan._replace(managed=left) if isinstance(left, ManagedPlan) else plan._replace(stack=left)


def without_decision(plan: Plan, path: str) -> Plan:
    decisions = plan.decisions
    match path:
        case "tier.max_connections":
            tier = decisions.tier
            over = tier._replace(
                decision=tier.decision._replace(choice=Tier.SINGLE),
                max_connections=tier.max_connections._replace(value=10_001),
            )
            return plan._replace(decisions=decisions._replace(tier=over))
        case "features.*.transport":
            first, *others = decisions.features
            polled = first._replace(transport=first.transport._replace(choice=Transport.SHORT_POLLING))
            return plan._replace(decisions=decisions._replace(features=(polled, *others)))
        case "features.*.ordering":
            across = [
                each._replace(feature=each.feature._replace(ordering=Ordering.GLOBAL), channels=2)
                for each in decisions.features
            ]
            return plan._replace(decisions=decisions._replace(features=tuple(across)))
    raise AssertionError(path)


REMOVERS: dict[str, Callable[[Plan, str], Plan]] = {
    CONFIG: lambda plan, path: plan._replace(gateway_config=without(plan.gateway_config, path)),
    CONTRACT: lambda plan, path: plan._replace(client_contract=without(plan.client_contract, path)),
    RESOURCE: without_resource,
    DECISION: without_decision,
}
