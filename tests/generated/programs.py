"""Runs a stack's programs where they stand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(folder: Path, *command: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a Python module in a stack's folder, as its user does; `path` is where it and mypy find more packages."""
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
