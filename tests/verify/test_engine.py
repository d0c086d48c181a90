"""Every example through the real Pulumi engine: preview, up, up again, another size, destroy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from verify import harness

pytestmark = pytest.mark.verify

# What the harness notes about its own fake account, each read and found to be no fault of the stack.
EXPLAINED = {
    r"destroy is refused, \d+ protected": "production protects what holds state; that is the point",
    r"deletion protection was on, switched off": "the load balancer of a protected environment",
    r"looked up by the stack, put into the fake account": "zones and prefix lists that a real account has",
    r"moto's doing": "the fake account forgets or invents a value, or still answers for what it deleted",
}

SHARD = {"aws:elasticache/replicationGroup:ReplicationGroup", "aws:cloudwatch/metricAlarm:MetricAlarm"}
"""What one more shard adds."""


OWN_GATEWAY = [name for name in harness.STACKS if (harness.ROOT / "stacks" / name / "gateway").exists()]
"""A managed stack needs a package that `pulumi install` makes, which the harness has not, or has no size of a task."""


@pytest.mark.parametrize("stack", OWN_GATEWAY)
def test_an_example_lives_through_preview_up_change_and_destroy(stack: str, tmp_path: Path) -> None:
    tool = harness.require(harness.HARNESS / "engine" / "lifecycle", "the engine harness")
    folder = harness.ROOT / "stacks" / stack
    environment = harness.environment(folder)
    sizes = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["environments"][environment]
    key = f"{stack}:gatewayConnectionsPerTask"
    smaller = int(sizes["config"]["gatewayConnectionsPerTask"]) - 1
    shards = sizes["config"].get("redisShards")
    larger = ["--then-config", f"{stack}:redisShards={shards + 1}"] if shards else []

    standing = harness.standing(folder, tmp_path)

    outcome = harness.run(
        [
            tool,
            standing,
            "--stack",
            environment,
            "--no-stand-ins",
            "--then-config",
            f"{key}={smaller}",
            *larger,
        ],
        tmp_path / "report.json",
        timeout_s=900,
    )

    assert outcome.code == 0, outcome.printed
    unexplained = [note for note in outcome.lines("notes") if not any(re.search(known, note) for known in EXPLAINED)]
    assert unexplained == []
    assert changed(outcome, "replace", "delete") <= {"aws:ecs/taskDefinition:TaskDefinition"}
    assert changed(outcome, "create") == (SHARD if shards else set())


def changed(outcome: harness.Outcome, *how: str) -> set[str]:
    """Types of the resources that other sizes replaced, deleted or created."""
    phases = outcome.report["phases"]
    assert isinstance(phases, list)
    (sizes,) = [phase for phase in phases if phase["phase"] == "up, changed configuration"]
    assert sizes["changes"], "the size changes nothing"
    return {
        change["urn"].split("::")[2].rpartition("$")[2]
        for change in sizes["changes"]
        if change["op"] in how or ("replace" in how and "replace" in change["op"])
    }
