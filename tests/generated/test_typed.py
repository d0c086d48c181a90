"""Rendered code is typed, in every stack."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generated.programs import run


@pytest.mark.verify
def test_rendered_code_is_typed(
    stacks: Mapping[str, Path], managed_stacks: Mapping[str, Path], stand_in: Path, tmp_path: Path
) -> None:
    """In one test, because the types of pulumi_aws cost a minute and 2.4 GB the first time, and little after it."""
    for folder in (*stacks.values(), *managed_stacks.values()):
        done = run(folder, "mypy", "--cache-dir", str(tmp_path), path=stand_in)
        assert done.returncode == 0, done.stdout
