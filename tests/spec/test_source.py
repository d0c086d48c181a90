"""Scalars are those of YAML 1.2, and everything has its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rtgen.diagnostics import Diagnostic
from rtgen.spec.document import SpecDocument, Value
from rtgen.spec.source import read


def document(tmp_path: Path, text: str) -> SpecDocument:
    path = tmp_path / "spec.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    found, problems = read(path)
    assert not problems
    assert found is not None
    return found


def problems(tmp_path: Path, raw: bytes) -> list[Diagnostic]:
    path = tmp_path / "spec.yaml"
    path.write_bytes(raw)
    found, said = read(path)
    assert found is None
    return said


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("true", True), ("FALSE", False), ("~", None), ("", None),
        ("12", 12), ("-3", -3), ("0", 0), ("0o14", 12), ("0x1F", 31), ("1e3", 1000.0), ("1.5", 1.5), (".5", 0.5),
        ("12:30:45", "12:30:45"), ("1_000", "1_000"), ("0b11", "0b11"), ("2027-03-01", "2027-03-01"),
        ('"12"', "12"), ("'012'", "012"), ('"true"', "true"), ('""', ""), ("30%", "30%"), ("=", "="),
        ("9" * 31, "9" * 31), ("[1, a]", [1, "a"]), ("{a: {b: 1}}", {"a": {"b": 1}}), ("|\n  a\n  b", "a\nb"),
    ],
)  # fmt: skip
def test_a_scalar_is_what_yaml_1_2_says(tmp_path: Path, written: str, value: Value) -> None:
    found = document(tmp_path, f"key: {written}").data["key"]

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("written", ["012", "-07", "00", ".inf", "-.INF", ".nan", "1e999"])
def test_a_number_that_parsers_disagree_about_is_refused(tmp_path: Path, written: str) -> None:
    (problem,) = problems(tmp_path, f"key: {written}".encode())

    assert (problem.rule, problem.location.line, problem.location.column) == ("RT012", 1, 6)


@pytest.mark.parametrize(
    ("raw", "rule", "line", "column"),
    [
        (b"", "RT005", 1, 1),
        (b"\xef\xbb\xbf", "RT005", 1, 1),
        (b"a: 1\nb: \xff", "RT003", 2, 4),
        ("é: 1\nb: ü\x00".encode(), "RT003", 2, 5),
        (b"a:\n\t- 1", "RT004", 2, 1),
        (b"a: 1\nb: 2\na: 3", "RT007", 3, 1),
        (b"a: &x 1", "RT008", 1, 4),
        (b"a: *x", "RT008", 1, 4),
        (b"a: ! x", "RT009", 1, 4),
        (b"!!str a: 1", "RT009", 1, 1),
        (b"{[a]: 1}", "RT010", 1, 2),
        (b"a: " + b"[" * 30 + b"]" * 30, "RT011", 1, 23),
        (b"a: 1\n--- \nb: 1", "RT006", 2, 1),
    ],
)
def test_what_is_not_taken_is_said_where_it_stands(
    tmp_path: Path, raw: bytes, rule: str, line: int, column: int
) -> None:
    problem = problems(tmp_path, raw)[0]

    assert (problem.rule, problem.location.line, problem.location.column) == (rule, line, column)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    found = document(tmp_path, "\ufeffa: 1")

    assert found.data == {"a": 1}
    assert found.mark(("a",)).key == (1, 1, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_every_usual_way(tmp_path: Path, end: str) -> None:
    assert document(tmp_path, f"a: 1{end}b: 2{end}").mark(("b",)).value == (2, 4, 1)


def test_places_count_characters_and_fall_back_to_the_key_above(tmp_path: Path) -> None:
    found = document(tmp_path, "ä: {ö: [x, yy]}")

    assert found.place(("ä", "ö", 1)) == (1, 12, 2)
    assert found.place(("ä", "missing", "below")) == (1, 1, 1)
    assert found.place(("ä", "ö", 7)) == (1, 5, 1)
