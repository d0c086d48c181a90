"""What holds for every valid spec."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from edits import edited
from planning import plan
from rtgen.decide import decide
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.domain.features import FeatureSet
from rtgen.plan.rubric import FULL
from rtgen.render import render
from rtgen.spec import load
from specs import SpecData, as_yaml, valid_specs

pytestmark = pytest.mark.filterwarnings("error")
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("specs")


def read(data: SpecData, folder: Path) -> FeatureSet:
    path = folder / "spec.yaml"
    path.write_text(as_yaml(data), encoding="utf-8")
    (features,) = load([path])
    return features


def found(data: SpecData, folder: Path) -> tuple[Finding, ...]:
    """What every check says about a plan of this spec."""
    features = read(data, folder)
    return plan(features, decide(features)).decisions.findings


def connections_carried(decisions: Decisions) -> int:
    """What all tasks of the largest environment hold together."""
    return max(each.size.connections_per_task * each.size.tasks_max for each in decisions.environments)


@MANY
@given(data=valid_specs())
def test_every_valid_spec_plans_and_every_plan_renders_to_programs_that_parse(data: SpecData, folder: Path) -> None:
    features = read(data, folder)

    tree = render(plan(features, decide(features)))

    assert "plan.json" in tree.files
    for file in tree.files.values():
        if file.path.endswith(".py"):
            ast.parse(file.text, file.path)
        if file.path.endswith(".json"):
            json.loads(file.text)


@MANY
@given(data=valid_specs())
def test_every_finding_is_a_sentence_with_a_fix_and_its_edit_resolves_it(data: SpecData, folder: Path) -> None:
    findings = found(data, folder)

    for each in findings:
        assert each.message.isascii()
        assert (each.message[-1], each.fix[-1]) == (".", ".")
        if each.edit is not None:
            left = found(edited(data, each.edit), folder)
            assert (each.feature, each.message) not in {(other.feature, other.message) for other in left}


@MANY
@given(data=valid_specs())
def test_all_points_need_a_stack_that_ships_the_tests_it_names(data: SpecData, folder: Path) -> None:
    features = read(data, folder)
    planned = plan(features, decide(features))
    files = render(planned).files
    full = [each for each in planned.score.dimensions if each.points == FULL]

    assert planned.resources or not full
    for each in planned.score.dimensions:
        assert bool(each.raise_) == (each.points < FULL)
        assert all(each.raise_)
    for evidence in (piece for each in planned.score.dimensions for piece in each.evidence):
        path, _, test = evidence.test.removeprefix("stack:").partition("::")
        assert evidence.test.startswith("rtgen:") or f"def {test}(" in files[path].text


@MANY
@given(data=valid_specs())
def test_the_order_of_features_does_not_matter(data: SpecData, folder: Path) -> None:
    turned = {**data, "features": dict(reversed(data["features"].items()))}

    first, second = read(data, folder), read(turned, folder)
    one, other = plan(first, decide(first)), plan(second, decide(second))

    assert (one.gateway_config, one.client_contract, one.environments, one.stack) == (
        other.gateway_config,
        other.client_contract,
        other.environments,
        other.stack,
    )


@MANY
@given(data=valid_specs())
def test_growth_never_lowers_total_capacity(data: SpecData, folder: Path) -> None:
    audience = data["audience"]
    grown = {**data, "audience": {**audience, "growth": 2 * float(audience.get("growth", 1))}}

    before, after = decide(read(data, folder)), decide(read(grown, folder))

    assert after.tier.max_connections.value >= before.tier.max_connections.value
    if after.tier.decision.choice == before.tier.decision.choice:
        assert connections_carried(after) >= connections_carried(before)
