"""A stack that is ejected is a Pulumi project like any other."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from output.folders import contents, put, tree
from rtgen import pipeline
from rtgen.output import OutputRefused, eject
from rtgen.resources import examples

EXAMPLES = sorted(path.name for path in examples().iterdir() if (path / "spec.yaml").is_file())


@pytest.fixture(params=EXAMPLES)
def ejected(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An example after its ejection, without the spec, which is its user's."""
    stack = tmp_path / str(request.param)
    shutil.copytree(examples() / str(request.param), stack, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
    (stack / "spec.yaml").unlink()
    eject(stack)
    return stack


def test_nothing_speaks_of_rtgen_or_of_being_written_again(ejected: Path) -> None:
    for path in ejected.rglob("*"):
        if path.is_file():
            assert path.name not in {".rtgen.json", ".gitattributes"}
            text = path.read_text(encoding="utf-8")
            assert re.findall(r"(?i).*(?:rtgen|written anew|render again|in the spec, plan|<!-- keep:).*", text) == []


def test_the_document_leads_nowhere_that_is_gone(ejected: Path) -> None:
    text = (ejected / "real-time-architecture.md").read_text(encoding="utf-8")

    places = {
        re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"(?m)^#+ (.+)", text)
    }

    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= places
    assert "## Findings" in text
    assert "## Sources" in text


def test_plan_json_is_what_the_stacks_own_tests_read(ejected: Path) -> None:
    before = json.loads((examples() / ejected.name / "plan.json").read_text(encoding="utf-8"))

    assert json.loads((ejected / "plan.json").read_text(encoding="utf-8")) == {"resources": before["resources"]}


def test_what_was_kept_stays(tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path)
    document = tmp_path / "live.md"
    document.write_text(document.read_text().replace("<!-- /keep", "Call Ada first.\n<!-- /keep", 1))

    eject(tmp_path)

    assert "Call Ada first.\n" in document.read_text()
    assert "keep:" not in document.read_text()
    assert (tmp_path / "overrides.py").is_file()


def test_an_ejected_stack_is_not_planned_again(tmp_path: Path) -> None:
    stack = tmp_path / "stacks" / "team-chat"
    shutil.copytree(examples() / "team-chat", stack, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
    eject(stack)
    before = contents(stack)

    (planned,) = pipeline.plan([stack / "spec.yaml"], None)
    with pytest.raises(OutputRefused) as refused:
        pipeline.write(planned, pipeline.render_tree(planned), overwrite=True)

    assert "another project's" in refused.value.text()
    assert contents(stack) == before


def test_a_folder_that_is_no_stack_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine\n")

    with pytest.raises(OutputRefused) as refused:
        eject(tmp_path)

    assert "rtgen wrote no stack here" in refused.value.text()
    assert contents(tmp_path) == {"notes.md": b"mine\n"}


def test_a_plan_that_was_left_half_way_is_finished_first(tmp_path: Path) -> None:
    put(tree(a="1\n"), tmp_path)
    (tmp_path / ".rtgen.pending.json").write_text((tmp_path / ".rtgen.json").read_text())

    with pytest.raises(OutputRefused) as refused:
        eject(tmp_path)

    assert "left half-way" in refused.value.text()
