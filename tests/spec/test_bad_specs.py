"""What a user reads where a spec cannot be planned from: each folder of cases holds a spec and the text about it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from rtgen.report import text
from rtgen.spec import SPEC_RULES, SpecRejected, load, rules
from rtgen.spec.source import MAX_BYTES

CASES = Path(__file__).parents[1] / "cases" / "spec" / "bad"
NAMES = sorted(each.name for each in CASES.iterdir())
TWICE = frozenset({"two-specs-of-one-name"})
"""Loaded together with themselves."""
NOT_IN_CASES = frozenset({"RT001", "RT002"})
"""No file can hold them: see the last tests."""


def said(path: Path, *others: Path) -> str:
    with pytest.raises(SpecRejected) as rejected:
        load([path, *others])
    return text(rejected.value.diagnostics, width=100, colour=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_spec_is_refused_with_its_faults(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / name)
    spec = Path("spec.yaml")

    found = said(spec, spec) if name in TWICE else said(spec)

    golden = Path("stderr.txt")
    if os.environ.get("RTGEN_ACCEPT"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8"), f"{name} differs; RTGEN_ACCEPT=1 rewrites it"


def test_every_rule_has_a_case() -> None:
    shown = "".join((CASES / name / "stderr.txt").read_text(encoding="utf-8") for name in NAMES)

    missing = {rule.id for rule in SPEC_RULES} - set(re.findall(r"error (RT\d{3}):", shown))

    assert missing == NOT_IN_CASES


def test_every_rule_is_in_the_catalogue() -> None:
    assert {each.rule for each in vars(rules).values() if isinstance(each, rules.Template)} == set(SPEC_RULES)


def test_a_spec_that_is_not_there(tmp_path: Path) -> None:
    assert "spec.yaml:1:1: error RT001: there is no such file\n" in said(tmp_path / "spec.yaml")


def test_a_folder_names_the_file_in_it(tmp_path: Path) -> None:
    assert "error RT001: this is a folder\n" in said(tmp_path)
    assert "spec.yaml" in said(tmp_path)


def test_a_spec_beyond_all_measure(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))

    assert "error RT002: the file is larger than 8 MiB\n" in said(path)


def test_all_faults_of_all_files_are_said_at_once() -> None:
    found = said(CASES / "zeros" / "spec.yaml", CASES / "no-origins" / "spec.yaml", CASES / "no-such" / "spec.yaml")

    assert set(re.findall(r"RT\d{3}", found)) == {"RT001", "RT214", "RT220", "RT223"}
