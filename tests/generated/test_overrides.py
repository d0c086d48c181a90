"""The changes that a stack's README shows, put into its overrides.py: each does what is said of it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from generated import disk, mocks
from generated.variants import MANY, ONE, VARIANTS
from rtgen.render import render

pytestmark = pytest.mark.filterwarnings("ignore:.* has been deprecated in favor of:DeprecationWarning")


@pytest.mark.parametrize("name", [MANY, ONE])
def test_the_hooks_of_the_readme_change_what_they_say(name: str, tmp_path: Path) -> None:
    disk.write(render(VARIANTS[name]).files.values(), tmp_path)
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    _, _, changes = readme.partition("## Your own changes")
    shown = re.findall(r"```python\n(.*?)```", changes, re.DOTALL)
    (tmp_path / "overrides.py").write_text("\n\n".join(shown), encoding="utf-8")

    with mocks.of(tmp_path):
        stack = importlib.import_module("recording").record("prod")

    tasks = stack.one("gateway-tasks", "ecs/taskDefinition:TaskDefinition")
    assert (tasks.at("cpu"), tasks.at("memory")) == ("2048", "4096")
    rule = stack.one("edge-status", "lb/listenerRule:ListenerRule")
    assert rule.at("conditions", 0, "pathPattern", "values") == ["/status"]
    alarms = {each.name: each.at("threshold") for each in stack.all("cloudwatch/metricAlarm:MetricAlarm")}
    assert (alarms["monitoring-cpu"], alarms["monitoring-memory"]) == (90, 85)
    tagged = [each.inputs["tags"] for each in stack.resources.values() if each.inputs.get("tags")]
    assert len(tagged) > 20
    assert {each.get("cost-centre") for each in tagged} == {"4711"}
    assert {"Name", "project"} <= tagged[0].keys()
