"""Every example, and combinations that none shows, through the real AWS provider's code against a fake AWS."""

from __future__ import annotations

from pathlib import Path

import pytest

from rtgen import pipeline
from verify import harness

pytestmark = pytest.mark.verify

COMBINATIONS = ("single-history", "three-zones")
"""Of tests/stacks: one task with Valkey at an own name; high availability. live-auction has a server of one's own."""


@pytest.mark.parametrize("stack", harness.STACKS)
def test_an_example_applies_stays_unchanged_and_is_destroyed(stack: str, tmp_path: Path) -> None:
    folder = harness.built(harness.ROOT / "stacks" / stack, tmp_path)
    holds(harness.standing(folder, tmp_path), tmp_path)


def test_a_route_of_an_api_that_is_there_comes_and_goes_and_so_does_a_queue_that_ably_fills(tmp_path: Path) -> None:
    """Ably's rule names the queue and the role, and the role names Ably's account and app: references both ways.

    The backend's own queue keeps an order here, where that of stadium-scores keeps none.
    """
    (planned,) = pipeline.plan([harness.ROOT / "tests" / "stacks" / "managed" / "ably-inbox.yaml"], tmp_path)
    pipeline.write(planned, pipeline.render_tree(planned), overwrite=False)

    holds(harness.standing(harness.built(planned.folder, tmp_path / "built"), tmp_path / "beside"), tmp_path)


@pytest.mark.parametrize("name", COMBINATIONS)
def test_a_combination_is_planned_by_the_provider(name: str, tmp_path: Path) -> None:
    (planned,) = pipeline.plan([harness.ROOT / "tests" / "stacks" / f"{name}.yaml"], tmp_path)
    pipeline.write(planned, pipeline.render_tree(planned), overwrite=False)

    outcome = conformance(harness.built(planned.folder, tmp_path / "built"), tmp_path, until="plan")

    assert outcome.code == 0, outcome.printed
    stages = outcome.report["stages"]
    assert isinstance(stages, dict)
    assert stages["plan"] == "done", outcome.printed


def holds(stack: Path, tmp_path: Path) -> None:
    """Fails unless production is created, planned again without a change, and destroyed."""
    outcome = conformance(stack, tmp_path, until="destroy")

    assert outcome.code == 0, outcome.printed
    stages = outcome.report["stages"]
    assert isinstance(stages, dict)
    assert set(stages) >= {"record", "validate", "plan", "apply", "idempotency", "destroy"}
    assert outcome.report["destroyed"] is True, outcome.printed


def conformance(stack: Path, tmp_path: Path, until: str) -> harness.Outcome:
    """Runs the harness on production, up to a stage."""
    tool = harness.require(harness.HARNESS / "conformance" / "pulumi_conformance.py", "the conformance harness")
    return harness.run(
        [
            harness.python(), tool, "check", stack, "--until", until,
            "--stack", harness.environment(stack), "--workdir", tmp_path / "work",
        ],
        tmp_path / "report.json",
        timeout_s=900,
    )  # fmt: skip
