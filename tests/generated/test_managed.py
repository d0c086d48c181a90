"""Stacks around a provider are clean as they are, pass the tests that they ship with, and register what they plan.

Ably's Python package is made by `pulumi install`; a typed stand-in of it is among the harnesses.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from generated import mocks
from generated.variants import MANAGED
from rtgen import pipeline
from verify import harness

EXAMPLES = ("stadium-scores", "support-desk")
SPECS = MANAGED | {f"the example {name}": harness.ROOT / "stacks" / name / "spec.yaml" for name in EXAMPLES}


@pytest.fixture(scope="module")
def stacks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every stack in a folder of its own."""
    folders = {}
    for name, spec in SPECS.items():
        (planned,) = pipeline.plan([spec], tmp_path_factory.mktemp("stack"))
        pipeline.write(planned, pipeline.render_tree(planned), overwrite=False)
        folders[name] = planned.folder
    return folders


@pytest.fixture
def stand_in() -> Path:
    """Where the provider's package can be imported from."""
    return harness.require(harness.HARNESS / "ably", "the stand-in for Ably's package")


def run(folder: Path, *command: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a Python module in a stack's folder, as its user does."""
    known = {} if path is None else {"PYTHONPATH": str(path), "MYPYPATH": str(path)}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=os.environ | known,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.mark.parametrize("name", SPECS)
@pytest.mark.parametrize("command", [("check", "."), ("format", "--diff", ".")], ids=["lint", "format"])
def test_rendered_code_is_clean(stacks: Mapping[str, Path], name: str, command: tuple[str, ...]) -> None:
    done = run(stacks[name], "ruff", *command, "--no-cache")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", SPECS)
def test_a_stack_passes_the_tests_that_it_ships_with(stacks: Mapping[str, Path], name: str, stand_in: Path) -> None:
    done = run(stacks[name], "pytest", "-q", "-p", "no:cacheprovider", path=stand_in)
    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout


@pytest.mark.filterwarnings("ignore:.* has been deprecated in favor of:DeprecationWarning")
@pytest.mark.parametrize("name", SPECS)
def test_a_program_registers_exactly_what_its_plan_says(
    stacks: Mapping[str, Path], name: str, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(stand_in))
    planned = json.loads((stacks[name] / "plan.json").read_text(encoding="utf-8"))["resources"]
    for environment in ("prod", "dev" if (stacks[name] / "Pulumi.dev.yaml").exists() else "staging"):
        found = mocks.registered(stacks[name], environment)
        assert found == {(each["type"], each["name"]) for each in planned}


@pytest.mark.verify
def test_rendered_code_is_typed(stacks: Mapping[str, Path], stand_in: Path, tmp_path: Path) -> None:
    for folder in stacks.values():
        done = run(folder, "mypy", "--cache-dir", str(tmp_path), path=stand_in)
        assert done.returncode == 0, done.stdout
