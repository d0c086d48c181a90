"""The examples are what the tool writes today; `make regen` brings them there."""

from __future__ import annotations

from pathlib import Path

import pytest

from rtgen import pipeline

ROOT = Path(__file__).parents[1]
SPECS = sorted((ROOT / "stacks").glob("*/spec.yaml"))


@pytest.mark.parametrize("spec", SPECS, ids=lambda path: path.parent.name)
def test_an_example_is_fresh(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # the spec's path as the command line has it stands in the plan
    (planned,) = pipeline.plan([spec.relative_to(ROOT)], None)

    report = pipeline.compare(planned, pipeline.render_tree(planned))

    assert planned.folder == spec.parent.relative_to(ROOT)
    assert not report.differs, "make regen\n" + "\n".join(change.diff() for change in report.changes)


def test_there_are_no_other_files_in_an_example() -> None:
    for spec in SPECS:
        (planned,) = pipeline.plan([spec], ROOT / "stacks")
        generated = set(pipeline.render_tree(planned).files)
        found = {
            path.relative_to(spec.parent).as_posix()
            for path in spec.parent.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and not path.name.endswith(".pyc")
        }
        cached = {
            path for path in found if path.split("/")[0] in {".mypy_cache", ".ruff_cache", ".pytest_cache", "venv"}
        }
        assert found - cached == generated | {"spec.yaml", ".rtgen.json"}
