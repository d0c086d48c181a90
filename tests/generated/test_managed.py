"""Stacks around a provider are clean as they are, pass the tests that they ship with, and register what they plan.

Ably's Python package is made by `pulumi install`; a typed stand-in of it is among the harnesses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from generated import mocks
from generated.programs import run
from generated.variants import AROUND_PROVIDERS


@pytest.mark.parametrize("name", AROUND_PROVIDERS)
@pytest.mark.parametrize("command", [("check", "."), ("format", "--diff", ".")], ids=["lint", "format"])
def test_rendered_code_is_clean(managed_stacks: Mapping[str, Path], name: str, command: tuple[str, ...]) -> None:
    done = run(managed_stacks[name], "ruff", *command, "--no-cache")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", AROUND_PROVIDERS)
def test_a_stack_passes_the_tests_that_it_ships_with(
    managed_stacks: Mapping[str, Path], name: str, stand_in: Path
) -> None:
    done = run(managed_stacks[name], "pytest", "-q", "-p", "no:cacheprovider", path=stand_in)
    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout


@pytest.mark.filterwarnings("ignore:.* has been deprecated in favor of:DeprecationWarning")
@pytest.mark.parametrize("name", AROUND_PROVIDERS)
def test_a_program_registers_exactly_what_its_plan_says(
    managed_stacks: Mapping[str, Path], name: str, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(stand_in))
    planned = json.loads((managed_stacks[name] / "plan.json").read_text(encoding="utf-8"))["resources"]
    for environment in ("prod", "dev" if (managed_stacks[name] / "Pulumi.dev.yaml").exists() else "staging"):
        found = mocks.registered(managed_stacks[name], environment)
        assert found == {(each["type"], each["name"]) for each in planned}
