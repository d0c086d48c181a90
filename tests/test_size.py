"""What a large spec costs in memory: counted in bytes that Python gives out, so that no machine's pace enters."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from bench.bench import spec
from planning import plan
from rtgen.decide import decide
from rtgen.filetree import FileTree, Pieces, RenderedFile
from rtgen.output import write
from rtgen.plan.model import Plan
from rtgen.render import plan_json
from rtgen.spec import load

FEW, MANY = 200, 600
FEATURE = 5_000
"""Bytes that a planned feature may take: at 10,000 features 50 MB. It takes 3,700."""


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def planned(folder: Path, features: int) -> Plan:
    path = folder / f"{features}.yaml"
    path.write_text(spec(features), encoding="utf-8")
    (complete,) = load([path])
    return plan(complete, decide(complete))


@pytest.mark.usefixtures("traced")
def test_a_feature_more_takes_little_more_memory(tmp_path: Path) -> None:
    first = planned(tmp_path, FEW)
    few, _ = tracemalloc.get_traced_memory()
    second = planned(tmp_path, MANY)
    many, _ = tracemalloc.get_traced_memory()

    assert (len(first.channels), len(second.channels)) == (FEW, MANY)
    assert (many - few) / MANY < FEATURE


@pytest.mark.usefixtures("traced")
def test_the_largest_file_never_stands_in_memory_as_a_whole(tmp_path: Path) -> None:
    content = plan_json.content(planned(tmp_path, MANY))
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()

    length = sum(map(len, content))

    _, peak = tracemalloc.get_traced_memory()
    assert peak - before < length / 10


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("changed", [False, True], ids=["as it is on disk", "changed"])
def test_it_does_not_where_it_is_planned_again(changed: bool, tmp_path: Path) -> None:
    content = plan_json.content(planned(tmp_path, MANY))
    folder = tmp_path / "stack"
    tree = FileTree.of([RenderedFile("plan.json", content)])
    write(tree, folder, overwrite=False, spec_hash="", rtgen_version="1")
    length = (folder / "plan.json").stat().st_size
    again = Pieces(lambda: chain(content, ["\n"])) if changed else content
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()

    report = write(
        FileTree.of([RenderedFile("plan.json", again)]), folder, overwrite=False, spec_hash="", rtgen_version="1"
    )

    _, peak = tracemalloc.get_traced_memory()
    assert [each.path for each in report.changes] == ["plan.json"] * changed
    assert peak - before < length / 2


def test_it_is_the_same_each_time_it_is_read(tmp_path: Path) -> None:
    content = plan_json.content(planned(tmp_path, 20))

    assert str(content) == "".join(content)
