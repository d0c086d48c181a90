"""Runs the harnesses that stand beside the checkout (HARNESS, `../shared` by default) on one stack."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HARNESS = Path(os.environ.get("HARNESS", ROOT.parent / "shared")).resolve()
STACKS = sorted(path.parent.name for path in (ROOT / "stacks").glob("*/Pulumi.yaml"))


def require(path: Path, what: str) -> Path:
    """The path of a tool. Without it the test is skipped, or fails where RTGEN_STRICT says that all must run."""
    if path.exists():
        return path
    reason = f"{what} is not here; HARNESS names the folder that holds it"
    if os.environ.get("RTGEN_STRICT"):
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass(frozen=True)
class Outcome:
    """What a harness printed, and its report as JSON."""

    code: int
    printed: str
    report: dict[str, object]

    def lines(self, key: str) -> list[str]:
        """A list of texts in the report."""
        value = self.report.get(key, [])
        assert isinstance(value, list)
        return [str(item) for item in value]


def run(command: list[str | Path], report: Path, timeout_s: int) -> Outcome:
    """Runs a harness that writes its report to the file `report`."""
    done = subprocess.run(
        [*map(str, command), "--json", str(report)],
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    found = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return Outcome(done.returncode, done.stdout[-12_000:] + done.stderr[-4_000:], found)


def standing(stack: Path, folder: Path) -> Path:
    """The stack; a copy of it where it stands beside what a team has, which the copy makes first (estate.py)."""
    program = stack / "__main__.py"
    text = program.read_text(encoding="utf-8")
    if not any(given in text for given in ("Network.given(settings)", "settings.api_id")):
        return stack
    copy = folder / stack.name
    if copy != stack:
        shutil.copytree(stack, copy)
    shutil.copy(Path(__file__).parent / "estate.py", copy)
    load = "settings = Settings.load()"
    assert load in text
    text = text.replace(load, f"from estate import beside\nsettings = beside({load.partition(' = ')[2]})")
    (copy / "__main__.py").write_text(text, encoding="utf-8")
    return copy


def built(stack: Path, folder: Path) -> Path:
    """The stack; where it has functions, a copy of it in which what they import is collected: its program packs it."""
    builds = sorted(path.relative_to(stack) for path in stack.glob("services/*/build.py"))
    if not builds:
        return stack
    copy = shutil.copytree(stack, folder / stack.name, dirs_exist_ok=True)
    for build in builds:
        subprocess.run([python(), build], cwd=copy, check=True)
    return copy


def python() -> Path:
    """The interpreter that has pulumi and pulumi-aws: the one that runs the tests."""
    return Path(sys.executable)


def environment(stack: Path) -> str:
    """The environment to run: the one with every size in it, production."""
    assert (stack / "Pulumi.prod.yaml").exists()
    return "prod"
