"""How long `rtgen` takes, as whole processes against cookiecutter and the bare interpreter (`make bench`).

Rounds are interleaved (A B A B …), so that a busy minute hits both sides; medians and their ratios are what counts.
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


def once(command: Sequence[str | Path], cwd: Path) -> tuple[float, int]:
    """Wall time in milliseconds and peak memory in MiB of one whole process."""
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
    wall = (time.perf_counter() - started) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} failed: {process.stderr.read().decode() if process.stderr else ''}")
    return wall, usage.ru_maxrss // 1024


def main() -> None:
    """Prints a table of medians and ratios."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=9)
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
        walls: dict[str, list[float]] = {name: [] for name in commands}
        memory: dict[str, int] = {}
        for lap in range(rounds + 1):
            for name, command in commands.items():
                wall, peak = once(command, folder)
                memory[name] = max(peak, memory.get(name, 0))
                if lap:
                    walls[name].append(wall)
        large = "rtgen plan, 10,000 features"
        laps = [once([*plan, folder / "10000.yaml"], folder) for _ in range(3)]
        walls[large], memory[large] = [wall for wall, _ in laps], max(peak for _, peak in laps)
        medians = {name: statistics.median(times) for name, times in walls.items()}
    _print(medians, memory, rounds)


def _print(medians: dict[str, float], memory: dict[str, int], rounds: int) -> None:
    system = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{system}, medians of {rounds}, load {os.getloadavg()[0]:.1f}")  # noqa: T201
    for name, median in medians.items():
        print(f"{name:<30} {median:8.0f} ms {memory[name]:5} MiB")  # noqa: T201
    peer, bare = medians["cookiecutter, 12 files"], medians["python -c pass"]
    small, middle, large = (medians[f"rtgen plan, {count} features"] for count in ("10", "1,000", "10,000"))
    for what, ratio, limit in (
        ("--help / python -c pass", medians["rtgen --help"] / bare, 3.0),
        ("plan of 10 / cookiecutter", small / peer, 0.40),
        ("plan of 1,000 / cookiecutter", middle / peer, 0.60),
        ("10,000 / 1,000 features", large / middle, 12.0),
    ):
        print(f"{what:<30} {ratio:8.2f}    (at most {limit:.2f})")  # noqa: T201
    print(f"{'MiB at 10,000 features':<30} {memory['rtgen plan, 10,000 features']:8}    (at most 120)")  # noqa: T201


if __name__ == "__main__":
    main()
