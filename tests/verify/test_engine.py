"""Every example through the real Pulumi engine: preview, up, up again, another size, destroy."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from verify import ably_sdk, harness

pytestmark = pytest.mark.verify

# What the harness notes about its own fake account, each read and found to be no fault of the stack.
EXPLAINED = {
    r"destroy is refused, \d+ protected": "production protects what holds state; that is the point",
    r"deletion protection was on, switched off": "the load balancer of a protected environment",
    r"looked up by the stack, put into the fake account": "zones and prefix lists that a real account has",
    r"moto's doing": "the fake account forgets or invents a value, or still answers for what it deleted",
}

ENGINE_CACHE = Path(os.environ.get("ENGINE_CACHE", "~/.cache/pulumi-engine")).expanduser()
SHARD = {"aws:elasticache/replicationGroup:ReplicationGroup", "aws:cloudwatch/metricAlarm:MetricAlarm"}
"""What one more shard adds."""


@pytest.mark.parametrize("stack", harness.STACKS)
def test_an_example_lives_through_preview_up_change_and_destroy(stack: str, tmp_path: Path) -> None:
    tool = harness.require(harness.HARNESS / "engine" / "lifecycle", "the engine harness")
    folder = harness.ROOT / "stacks" / stack
    environment = harness.environment(folder)
    config = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["environments"][environment]["config"]

    standing = harness.standing(harness.built(folder, tmp_path), tmp_path)
    of_ably: list[str | Path] = []
    if ably_sdk.needed(folder):
        ably_sdk.answer(standing)
        of_ably = ["--python", ably_sdk.interpreter(tmp_path)]

    outcome = harness.run(
        [
            tool, standing, "--stack", environment, "--no-stand-ins", *of_ably,
            *(f"--then-config={stack}:{key}={value}" for key, value in other_sizes(config).items()),
        ],
        tmp_path / "report.json",
        timeout_s=900,
    )  # fmt: skip

    assert outcome.code == 0, outcome.printed
    unexplained = [note for note in outcome.lines("notes") if not any(re.search(known, note) for known in EXPLAINED)]
    assert unexplained == []
    assert changed(outcome, "replace", "delete") <= {"aws:ecs/taskDefinition:TaskDefinition"}
    assert changed(outcome, "create") == (SHARD if "redisShards" in config else set())


def test_a_size_that_a_merge_left_twice_is_refused_before_anything_runs(tmp_path: Path) -> None:
    pulumi = harness.require(ENGINE_CACHE / "bin" / "pulumi", "the Pulumi engine")
    for file in ("Pulumi.yaml", "Pulumi.prod.yaml"):
        shutil.copy(harness.ROOT / "stacks" / "team-chat" / file, tmp_path)
    known = os.environ | {"PULUMI_BACKEND_URL": tmp_path.as_uri(), "PULUMI_CONFIG_PASSPHRASE": "test"}

    def run(*call: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([pulumi, *call], cwd=tmp_path, env=known, capture_output=True, text=True, check=False)

    assert run("stack", "init", "prod").returncode == 0
    sizes = tmp_path / "Pulumi.prod.yaml"
    text = sizes.read_text(encoding="utf-8")
    sizes.write_text(re.sub(r"(?m)^(.*:gatewayCpu: ).*\n", r'\g<0>\g<1>"512"\n', text), encoding="utf-8")

    for call in (["preview"], ["up", "--yes", "--skip-preview"]):
        refused = run(*call, "--stack", "prod")
        assert refused.returncode != 0
        assert '"team-chat:gatewayCpu" already defined' in refused.stderr


def other_sizes(config: dict[str, Any]) -> dict[str, int]:
    """Sizes for the second deployment: fewer connections a task and one more shard; logs kept for less long."""
    if "gatewayConnectionsPerTask" not in config:
        return {"logRetentionDays": 60}
    shards = {"redisShards": config["redisShards"] + 1} if "redisShards" in config else {}
    return {"gatewayConnectionsPerTask": int(config["gatewayConnectionsPerTask"]) - 1, **shards}


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
