"""The changes that a stack's README shows, put into its overrides.py: each does what is said of it."""

from __future__ import annotations

import importlib
import re
import shutil
from pathlib import Path

import pytest

from generated import disk, mocks
from generated.programs import run
from generated.variants import MANY, ONE, VARIANTS
from rtgen.render import render
from verify import harness

pytestmark = pytest.mark.filterwarnings("ignore:.* has been deprecated in favor of:DeprecationWarning")


def hooks_of_the_readme(stack: Path) -> str:
    """Every hook that the README of a stack shows, as one overrides.py."""
    _, _, changes = (stack / "README.md").read_text(encoding="utf-8").partition("## Your own changes")
    return "\n\n".join(re.findall(r"```python\n(.*?)```", changes, re.DOTALL))


@pytest.mark.parametrize("name", [MANY, ONE])
def test_the_hooks_of_the_readme_change_what_they_say(name: str, tmp_path: Path) -> None:
    disk.write(render(VARIANTS[name]).files.values(), tmp_path)
    (tmp_path / "overrides.py").write_text(hooks_of_the_readme(tmp_path), encoding="utf-8")

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


def test_the_hooks_of_the_readme_switch_push_on_at_ably(
    tmp_path: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(stand_in))
    folder = shutil.copytree(harness.ROOT / "stacks" / "stadium-scores", tmp_path / "stack")
    queue = (
        '        queue = ably.Queue("backlog", app_id=args.app_id, max_length=9, ttl=60, region="eu-west-1-a")\n'
        '        source = ably.RuleAmqpSourceArgs(type="channel.message")\n'
        "        target = ably.RuleAmqpTargetArgs(queue_id=queue.id)\n"
        '        ably.RuleAmqp("backlog", app_id=args.app_id, source=source, target=target)\n'
        "        args.push_enabled = True\n"
    )
    hooks = hooks_of_the_readme(folder).replace("        args.push_enabled = True\n", queue)
    (folder / "overrides.py").write_text(hooks, encoding="utf-8")

    with mocks.of(folder):
        stack = importlib.import_module("recording").record("prod")

    pushed = {each.name: each.at("pushEnabled") for each in stack.all("namespace:Namespace")}
    assert pushed == {"provider-alerts": True, "provider-scores": None, "provider-standings": None}
    assert stack.one("backlog", "ruleAmqp:RuleAmqp").at("target", "queueId") == "backlog-id"


def test_the_tests_of_a_stack_still_pass_with_the_hooks_of_its_readme(tmp_path: Path) -> None:
    """One of them makes a resource that no plan knows."""
    disk.write(render(VARIANTS[MANY]).files.values(), tmp_path)
    (tmp_path / "overrides.py").write_text(hooks_of_the_readme(tmp_path), encoding="utf-8")

    done = run(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "tests/test_kinds.py", "tests/test_ownership.py")

    assert done.returncode == 0, done.stdout
