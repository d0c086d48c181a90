"""Runs `rtgen` as a person would: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """A finished run."""

    code: int
    out: str
    err: str


def rtgen(*arguments: str | Path, cwd: Path, stdin: str = "", **environment: str) -> Done:
    """Runs `python -m rtgen` in `cwd`."""
    done = subprocess.run(
        [sys.executable, "-m", "rtgen", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "generator"),
            "PYTHONIOENCODING": "utf-8",
            "COLUMNS": "100",
            **environment,
        },
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def example(name: str) -> str:
    """The text of an example's spec."""
    return (ROOT / "stacks" / name / "spec.yaml").read_text(encoding="utf-8")
