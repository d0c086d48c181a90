"""A stack that is ejected is a Pulumi project like any other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from output.folders import contents, put, tree
from rtgen import pipeline
from rtgen.output import OutputRefused, eject
from rtgen.resources import examples

EXAMPLES = sorted(path.name for path in examples().iterdir() if (path / "spec.yaml").is_file())


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_speaks_of_being_written_again(name: str, tmp_path: Path) -> None:
    stack = tmp_path / name
    shutil.copytree(examples() / name, stack, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))

    eject(stack)

    texts = {path.name: path.read_text(encoding="utf-8") for path in stack.rglob("*") if path.is_file()}
    assert not {".rtgen.json", ".gitattributes"} & set(texts)
    for text in texts.values():
        assert "rtgen writes" not in text
        assert "written anew" not in text
        assert "<!-- keep:" not in text
    assert "rtgen" not in (stack / "README.md").read_text(encoding="utf-8")


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
