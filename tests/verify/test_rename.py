"""A renamed feature through the real Pulumi engine: nothing that is deployed is replaced but the tasks' definition."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from rtgen import pipeline
from verify import harness

pytestmark = pytest.mark.verify

SPEC = """\
version: 1
name: support
audience: {peak_users: 200}
features:
  FEATURE
platform:
  region: eu-west-1
  origins: [https://www.example.com]
environments:
  dev: {}
"""
BEFORE, AFTER = "support-chat: {kind: chat}", "help-desk: {kind: chat, renamed_from: support-chat}"
REPLACING = {"create", "delete", "replace", "create-replacement", "delete-replaced"}


def planned(folder: Path, feature: str) -> Path:
    """Plans the spec with this feature, into the same stack every time."""
    spec = folder / "spec.yaml"
    spec.write_text(SPEC.replace("FEATURE", feature), encoding="utf-8")
    (plan,) = pipeline.plan([spec], folder)
    pipeline.write(plan, pipeline.render_tree(plan), overwrite=False)
    return plan.folder


def test_a_renamed_feature_replaces_nothing_but_the_definition_of_the_tasks(tmp_path: Path) -> None:
    tool = harness.require(harness.HARNESS / "engine" / "lifecycle", "the engine harness")
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    deployed = planned(before, BEFORE)
    # The harness works on a copy, so the renamed plan is made beside it from the same beginning.
    subprocess.run(["cp", "-R", before, after], check=True)
    renamed = planned(after, AFTER)
    script = f"""\
pulumi up --yes --skip-preview --non-interactive > {tmp_path}/up.txt 2>&1 || echo failed > {tmp_path}/failed
cp {renamed}/gateway/* gateway/ && cp {renamed}/*.py {renamed}/plan.json . && cp {renamed}/components/* components/
pulumi preview --json --non-interactive > {tmp_path}/preview.json 2> {tmp_path}/preview.txt
pulumi up --yes --skip-preview --non-interactive > {tmp_path}/second.txt 2>&1 || echo failed > {tmp_path}/failed
pulumi destroy --yes --skip-preview --non-interactive > {tmp_path}/destroy.txt 2>&1
"""

    done = subprocess.run(
        [tool, deployed, "--stack", "dev", "--shell"],
        input=script,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )

    told = done.stdout[-2000:] + done.stderr[-2000:]
    assert done.returncode == 0, told
    assert not (tmp_path / "failed").exists(), (tmp_path / "up.txt").read_text()[-3000:]
    assert replaced(tmp_path / "preview.json") == {"aws:ecs/taskDefinition:TaskDefinition"}


def replaced(preview: Path) -> set[str]:
    """Types of what a preview makes, deletes or replaces; what it changes in place is not among them."""
    text = preview.read_text(encoding="utf-8")
    steps = json.JSONDecoder().raw_decode(text[text.index("{") :])[0]["steps"]
    return {each["urn"].split("::")[2].rpartition("$")[2] for each in steps if each["op"] in REPLACING}
