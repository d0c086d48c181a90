"""Every example through the real AWS provider's schema, plan and apply, against a fake AWS."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify import harness

pytestmark = pytest.mark.verify


@pytest.mark.parametrize("stack", harness.STACKS)
def test_an_example_applies_stays_unchanged_and_is_destroyed(stack: str, tmp_path: Path) -> None:
    tool = harness.require(harness.HARNESS / "conformance" / "pulumi_conformance.py", "the conformance harness")

    outcome = harness.run(
        [
            harness.python(), tool, "check", harness.ROOT / "stacks" / stack,
            "--stack", harness.environment(stack), "--workdir", tmp_path / "work",
        ],
        tmp_path / "report.json",
        timeout_s=900,
    )  # fmt: skip

    assert outcome.code == 0, outcome.printed
    stages = outcome.report["stages"]
    assert isinstance(stages, dict)
    assert set(stages) >= {"record", "validate", "plan", "apply", "idempotency", "destroy"}
    assert outcome.report["destroyed"] is True, outcome.printed
