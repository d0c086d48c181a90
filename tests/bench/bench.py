"""How long `rtgen` takes, as whole processes against cookiecutter and the bare interpreter (`make bench`).

Rounds are interleaved (A B A B …), so that a busy minute hits both sides; medians and their ratios are what counts.
The ratios are of processor time, which none of them spends waiting: where others use the machine as well, the clock
mostly tells what they do.
Every run writes all of its files into a folder that is not there yet.
Runs with the interpreter of an environment in which rtgen is installed as a wheel (byte-compiled) beside cookiecutter.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

BIN = Path(sys.executable).parent
KINDS = ("chat", "notifications", "dashboard", "presence", "order-tracking", "live-feed", "typing", "gaming")
OUT = "out"
FILES, LINES = 12, 136
"""Size of the cookiecutter template: 12 files, 1,632 lines."""


def spec(features: int) -> str:
    """A valid spec of that many features, of every kind in turn."""
    entries = "".join(
        f"  feature-{n}:\n"
        f"    kind: {KINDS[n % len(KINDS)]}\n"
        f"    title: Feature number {n}\n"
        f"    publish: {{rate: {1 + n % 5}/min, size: 1KiB}}\n"
        f"    history: {'none' if KINDS[n % len(KINDS)] in ('presence', 'typing') else '5m'}\n"
        f"    latency: 300ms\n"
        for n in range(features)
    )
    return (
        "version: 1\nname: bench-features\naudience:\n  peak_users: 2000\nfeatures:\n"
        + entries
        + "platform:\n  origins: [https://www.example.com]\n"
    )


def cookiecutter_template(folder: Path) -> Path:
    """A template that renders a dozen Python files with loops and conditions."""
    root = folder / "template"
    project = root / "{{cookiecutter.name}}"
    project.mkdir(parents=True)
    (root / "cookiecutter.json").write_text('{"name": "bench", "features": 10, "region": "eu-west-1"}')
    block = (
        "{% for n in range(cookiecutter.features | int) %}FEATURE_{{ n }} = '{{ cookiecutter.name }}-{{ n }}'\n"
        "{% endfor %}{% if cookiecutter.region %}REGION = '{{ cookiecutter.region }}'\n{% endif %}"
    )
    body = "\n".join(f"setting_{n} = '{{{{ cookiecutter.name }}}}'  # number {n}" for n in range(LINES - 4))
    for n in range(FILES):
        (project / f"module_{n}.py").write_text(block + body + "\n")
    return root


class Run(NamedTuple):
    """One whole process."""

    clock: float
    """Milliseconds."""
    processor: float
    """Milliseconds."""
    peak: int
    """Memory in MiB."""


def once(command: Sequence[str | Path], cwd: Path) -> Run:
    """Runs a command in a folder without what an earlier run wrote there."""
    shutil.rmtree(cwd / OUT, ignore_errors=True)
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} failed: {process.stderr.read().decode() if process.stderr else ''}")
    return Run(clock * 1000, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss // 1024)


def main() -> None:
    """Prints a table of medians and ratios."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=15)
    rounds = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for count in (10, 1_000, 10_000):
            (folder / f"{count}.yaml").write_text(spec(count))
        template = cookiecutter_template(folder)
        plan = [BIN / "rtgen", "plan", "--out", OUT]
        commands: dict[str, list[str | Path]] = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "rtgen --help": [BIN / "rtgen", "--help"],
            "cookiecutter, 12 files": [
                BIN / "cookiecutter", template, "--no-input", "--output-dir", OUT,
            ],
            "rtgen plan, 10 features": [*plan, folder / "10.yaml"],
            "rtgen plan, 1,000 features": [*plan, folder / "1000.yaml"],
        }  # fmt: skip
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for lap in range(rounds + 1):
            for name, command in commands.items():
                run = once(command, folder)
                if lap:  # the first one fills caches
                    runs[name].append(run)
        runs["rtgen plan, 10,000 features"] = [once([*plan, folder / "10000.yaml"], folder) for _ in range(3)]
    medians = {
        name: Run(
            statistics.median(each.clock for each in of),
            statistics.median(each.processor for each in of),
            max(each.peak for each in of),
        )
        for name, of in runs.items()
    }
    _print(medians, rounds)


def _print(medians: dict[str, Run], rounds: int) -> None:
    system = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{system}, medians of {rounds}, load {os.getloadavg()[0]:.1f}")  # noqa: T201
    for name, median in medians.items():
        print(f"{name:<30} {median.clock:8.0f} ms {median.processor:8.0f} ms of processor {median.peak:5} MiB")  # noqa: T201
    times = {name: median.processor for name, median in medians.items()}
    peer, bare = times["cookiecutter, 12 files"], times["python -c pass"]
    small, middle, large = (times[f"rtgen plan, {count} features"] for count in ("10", "1,000", "10,000"))
    for what, ratio, limit in (
        ("--help / python -c pass", times["rtgen --help"] / bare, 3.0),
        ("plan of 10 / cookiecutter", small / peer, 0.40),
        ("plan of 1,000 / cookiecutter", middle / peer, 0.60),
        ("10,000 / 1,000 features", large / middle, 12.0),
    ):
        print(f"{what:<30} {ratio:8.2f}    (at most {limit:.2f})")  # noqa: T201
    print(f"{'MiB at 10,000 features':<30} {medians['rtgen plan, 10,000 features'].peak:8}    (at most 120)")  # noqa: T201


if __name__ == "__main__":
    main()
