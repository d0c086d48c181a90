"""Diagnostics as a person reads them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rtgen.diagnostics import Diagnostic, Location, Severity
from rtgen.report import text


def diagnostic(line: int, column: int, width: int = 1, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("RT101", severity, Location("spec.yaml", line, column), "a message", "a fix", width)


@pytest.fixture(autouse=True)
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("spec.yaml")
    path.write_text(f"名前: x\n\ta: b\n{'-' * 300}END{'-' * 300}\n", encoding="utf-8")
    return path


def test_the_caret_stands_below_the_place_even_after_wide_characters() -> None:
    shown = text([diagnostic(1, 5)], width=80, colour=False).splitlines()

    assert shown == [
        "spec.yaml:1:5: error RT101: a message",
        "    1 | 名前: x",
        "      |       ^",
        "  fix: a fix",
        "",
        "1 error; nothing was written",
    ]


def test_a_long_line_is_cut_around_the_place() -> None:
    shown = text([diagnostic(3, 301, 3)], width=60, colour=False).splitlines()

    start = shown[2].index("^")
    assert shown[1][start : start + 3] == "END"
    assert max(map(len, shown)) <= 60


@pytest.mark.parametrize("place", [(9, 1), (1, 99), (2, 1)])
def test_no_place_is_out_of_reach(place: tuple[int, int]) -> None:
    assert "error RT101: a message" in text([diagnostic(*place)], width=10, colour=False)


def test_colour_changes_nothing_but_colour() -> None:
    plain, coloured = (text([diagnostic(1, 5)] * 2, width=80, colour=each) for each in (False, True))

    assert "\x1b[31m" in coloured
    for code in ("\x1b[31m", "\x1b[36m", "\x1b[1m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain
    assert plain.endswith("2 errors; nothing was written\n")


def test_only_errors_keep_a_run_from_writing() -> None:
    error, warning = diagnostic(1, 5), diagnostic(1, 5, severity=Severity.WARNING)

    assert text([warning], width=80, colour=False).splitlines()[-1] == "1 warning"
    assert text([error, warning, error], width=80, colour=False).splitlines()[-1] == (
        "2 errors, 1 warning; nothing was written"
    )


def test_what_is_no_file_is_not_read_for_an_excerpt(spec: Path) -> None:
    spec.unlink()
    os.mkfifo(spec)

    assert text([diagnostic(1, 5)], width=80, colour=False).splitlines()[1] == "  fix: a fix"
