"""`rtgen init`: from nothing to a spec that plans."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from commands.shell import ROOT, rtgen

EXAMPLES = sorted(path.parent.name for path in (ROOT / "stacks").glob("*/spec.yaml"))


def test_the_gallery_lists_every_example_with_what_it_shows(tmp_path: Path) -> None:
    done = rtgen("init", "--list", cwd=tmp_path)

    assert [line.split()[0] for line in done.out.splitlines() if not line.startswith(" ")] == EXAMPLES
    assert len(done.out.split()) > 5 * len(EXAMPLES)
    assert max(map(len, done.out.splitlines())) <= 100


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_validates_where_it_was_written(name: str, tmp_path: Path) -> None:
    assert rtgen("init", "here", "--from", name, cwd=tmp_path).code == 0
    first = (tmp_path / "here" / "spec.yaml").read_text().splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert (tmp_path / "here" / schema).is_file()
    assert rtgen("validate", "here/spec.yaml", cwd=tmp_path).code == 0


def test_a_spec_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text("mine")

    done = rtgen("init", "--from", "team-chat", cwd=tmp_path)

    assert done.code == 2
    assert "spec.yaml is there already" in done.err
    assert (tmp_path / "spec.yaml").read_text() == "mine"


def test_a_misspelt_example_is_answered_with_the_right_one(tmp_path: Path) -> None:
    done = rtgen("init", "--from", "team-chatt", cwd=tmp_path)

    assert done.code == 2
    assert "did you mean team-chat?" in done.err


def test_without_a_terminal_it_says_what_to_do(tmp_path: Path) -> None:
    done = rtgen("init", cwd=tmp_path)

    assert done.code == 2
    assert "--from" in done.err


def test_on_a_terminal_a_few_answers_make_a_spec_that_plans(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "rtgen", "init"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
    )
    os.write(ours, b"Bad Name\nlive-shop\nchat, notificatons\nchat, notifications\n2500\neu-west-9\neu-west-1\n\n")
    _, errors = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)

    assert process.returncode == 0, errors
    assert "no such kind: notificatons" in errors
    assert "no region of AWS; did you mean eu-west-" in errors
    assert "name: live-shop" in (tmp_path / "spec.yaml").read_text()
    assert rtgen("plan", "spec.yaml", cwd=tmp_path).code == 0


def test_answers_that_end_early_write_nothing(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"live-shop\n\x04")
    done = subprocess.run(
        [sys.executable, "-m", "rtgen", "init"],
        cwd=tmp_path,
        stdin=theirs,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        check=False,
    )
    os.close(ours)
    os.close(theirs)

    assert done.returncode == 2
    assert "rtgen: the answers ended before the questions did; nothing was written" in done.stderr
    assert not list(tmp_path.iterdir())
