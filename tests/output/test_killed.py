"""A run that is killed at any moment is finished by the next one."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from output.folders import contents, put, tree
from rtgen.output import OutputRefused

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, signal, sys
sys.path[:0] = sys.argv[3:]
from pathlib import Path
from output.folders import put, tree
from output.test_killed import AFTER
left = int(sys.argv[2])
def count(event, arguments):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "open") and ".rtgen" in repr(arguments) + event:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
put(AFTER, Path(sys.argv[1]))
"""
BEFORE = tree(a="1\n", b="1\n", gone__c="1\n")
AFTER = tree(a="2\n", b="1\n", new__d="2\n", new__e="2\n")


def killed_at(step: int, folder: Path) -> bool:
    """Runs the update, killed at its step; whether it was."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, folder, str(step), ROOT / "generator", ROOT / "tests"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


@pytest.mark.parametrize("first", [True, False], ids=["a first write", "an update"])
def test_the_next_run_finishes_what_a_killed_one_began(first: bool, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    if not first:
        put(BEFORE, whole)
    put(AFTER, whole)
    step = noticed = 0
    while True:
        folder = tmp_path / f"killed-{step}"
        if not first:
            put(BEFORE, folder)
        if not killed_at(step, folder):
            break
        noticed += put(AFTER, folder).finished_killed_run
        assert contents(folder) == contents(whole)
        assert not put(AFTER, folder).differs
        step += 1
    assert step > len(AFTER)
    assert noticed > len(AFTER)


def test_an_edit_between_the_two_runs_is_still_the_users(tmp_path: Path) -> None:
    put(BEFORE, tmp_path)
    assert killed_at(6, tmp_path)
    (tmp_path / "b").write_text("mine\n")

    with pytest.raises(OutputRefused, match="1 problems"):
        put(AFTER, tmp_path)

    assert (tmp_path / "b").read_text() == "mine\n"
