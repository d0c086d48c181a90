"""What `rtgen` says of itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commands.shell import ROOT, rtgen
from rtgen import __version__
from rtgen.commands.catalogue import all_rules

COMMANDS = ("init", "validate", "plan", "explain", "eject", "schema", "rules")


def test_help_names_every_command_with_examples(tmp_path: Path) -> None:
    done = rtgen("--help", cwd=tmp_path)

    assert done.code == 0
    assert all(command in done.out for command in COMMANDS)
    assert "examples:" in done.out


@pytest.mark.parametrize("command", [[], *([each] for each in COMMANDS)])
def test_help_fits_a_narrow_terminal(command: list[str], tmp_path: Path) -> None:
    assert max(map(len, rtgen(*command, "--help", cwd=tmp_path, COLUMNS="80").out.splitlines())) <= 80


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert rtgen("--version", cwd=tmp_path).out == f"rtgen {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["plam"], ["plan"], ["plan", "x.yaml", "--check", "--overwrite"]])
def test_a_call_that_makes_no_sense_exits_2(arguments: list[str], tmp_path: Path) -> None:
    done = rtgen(*arguments, cwd=tmp_path)

    assert done.code == 2
    assert "usage: rtgen" in done.err


@pytest.mark.parametrize("stream", [">&-", "2>&-", ">/dev/full"])
def test_an_output_that_takes_nothing_is_no_bug(stream: str, tmp_path: Path) -> None:
    command = f'"$0" -m rtgen rules {stream}'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "generator"), "PATH": "/usr/bin:/bin"},
        check=False,
    )

    full = stream == ">/dev/full"
    assert (done.returncode, done.stderr) == ((2, "rtgen: the output: No space left on device\n") if full else (0, ""))


def test_the_catalogue_lists_each_rule_once_with_its_reason(tmp_path: Path) -> None:
    ids = [rule.id for rule in all_rules()]
    assert len(ids) == len(set(ids))
    done = rtgen("rules", cwd=tmp_path)
    assert done.code == 0
    assert all(f"{rule.id} " in done.out and rule.title in done.out for rule in all_rules())


@pytest.mark.parametrize("command", [["--help"], ["plan", "spec.yaml"]])
def test_a_run_never_imports_what_it_does_not_need(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text((ROOT / "stacks" / "team-chat" / "spec.yaml").read_text())
    program = (
        "import sys; from rtgen.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'pulumi', 'pulumi_aws', 'jsonschema', 'rich', 'asyncio', 'importlib.metadata', 'logging'}\n"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "generator"), "PATH": "/usr/bin:/bin"},
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
