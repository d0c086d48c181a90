"""Rendered stacks are clean as they are, and pass the tests that they ship with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from generated import disk
from generated.programs import run
from generated.variants import MANY, ONE, VARIANTS
from rtgen.render import render


@pytest.mark.parametrize("name", VARIANTS)
def test_rendered_code_is_lint_clean(stacks: Mapping[str, Path], name: str) -> None:
    done = run(stacks[name], "ruff", "check", "--no-cache", ".")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", VARIANTS)
def test_rendered_code_is_formatted(stacks: Mapping[str, Path], name: str) -> None:
    done = run(stacks[name], "ruff", "format", "--no-cache", "--diff", ".")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", VARIANTS)
def test_a_stack_passes_the_tests_that_it_ships_with(stacks: Mapping[str, Path], name: str) -> None:
    done = run(stacks[name], "pytest", "-q", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout


class Break(NamedTuple):
    """A mistake in a stack, and the words in the names of the tests that must notice it."""

    stack: str
    file: str
    right: str
    wrong: str
    noticed_by: str


BREAKS = [
    Break(MANY, "components/containers.py", "OPEN_FILES = 65_535", "OPEN_FILES = 1_024", "file_descriptor"),
    Break(MANY, "components/containers.py", '"user": "1000"', '"user": "0"', "not_root"),
    Break(
        MANY,
        "components/container.py",
        '"readonlyRootFilesystem": True',
        '"readonlyRootFilesystem": False',
        "containers",
    ),
    Break(MANY, "components/timeouts.py", "LOAD_BALANCER_IDLE_S = 120", "LOAD_BALANCER_IDLE_S = 50", "lost_heartbeat"),
    Break(MANY, "components/timeouts.py", "TASK_STOP_S = 120", "TASK_STOP_S = 30", "closes_down"),
    Break(MANY, "components/clients.py", '"least_outstanding_requests"', '"round_robin"', "spread"),
    Break(MANY, "components/service.py", "rollback=True", "rollback=False", "taken_back"),
    Break(MANY, "components/gateway.py", 'ignore_changes=["desired_count"],', "", "autoscaling"),
    Break(
        MANY, "components/redis.py", "transit_encryption_enabled=True", "transit_encryption_enabled=False", "encrypted"
    ),
    Break(
        MANY,
        "components/redis.py",
        "protect=args.protect,\n                # The first",
        "# The first",
        "protected",
    ),
    Break(
        MANY,
        "components/permissions.py",
        '_allow(["ecr:GetAuthorizationToken"], "*")',
        '_allow(["s3:GetObject"], "*")',
        "role",
    ),
    Break(
        MANY, "components/traffic.py", "edge, 80, cidr_ipv4=ANYWHERE)", "gateway, 9000, cidr_ipv4=ANYWHERE)", "world"
    ),
    Break(MANY, "components/tags.py", '"environment": environment,', "", "tags"),
    Break(MANY, "__main__.py", 'pulumi.export("url", edge.url)\n', "", "outputs"),
    Break(MANY, "settings.py", "if read.fine:", "if False:", "contradict"),
    Break(MANY, "components/monitoring.py", "ok_actions=[self.topic.arn],", "", "alarm"),
    Break(MANY, "components/autoscaling.py", '"name": "Environment"', '"name": "Stack"', "dashboard"),
    Break(ONE, "components/edge.py", '"https-only"', '"allow-all"', "tls"),
    Break(ONE, "components/edge.py", "internal=True", "internal=False", "internal"),
    Break(ONE, "components/timeouts.py", "ORIGIN_READ_S = 60", "ORIGIN_READ_S = 30", "stream"),
    Break(ONE, "components/service.py", "desired_count=1", "desired_count=2", "two_tasks"),
]


@pytest.mark.verify
@pytest.mark.parametrize("mistake", BREAKS, ids=lambda mistake: f"{mistake.file}: {mistake.wrong[:30]}")
def test_the_tests_of_a_stack_notice_what_they_are_for(tmp_path: Path, mistake: Break) -> None:
    path = disk.write(render(VARIANTS[mistake.stack]).files.values(), tmp_path) / mistake.file
    text = path.read_text(encoding="utf-8")
    assert mistake.right in text
    path.write_text(text.replace(mistake.right, mistake.wrong), encoding="utf-8")

    done = run(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "-k", f"{mistake.noticed_by} and not staging")

    assert done.returncode == 1, done.stdout
    assert "failed" in done.stdout
