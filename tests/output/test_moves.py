"""Another number of shards than the last plan had moves channels: the plan that changes it says so, and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rtgen.output import Moved, last_plan, moved


def last(folder: Path, redis: object, name: str = "live") -> None:
    """Writes the plan of an earlier run."""
    (folder / "plan.json").write_text(json.dumps({"name": name, "redis": redis, "version": 1}, indent=2))


def test_another_number_is_told(tmp_path: Path) -> None:
    last(tmp_path, {"mode": "client-sharded", "shards": 2})

    assert moved(last_plan(tmp_path), "live", 3) == Moved(2, 3)
    assert str(Moved(2, 3)).startswith("Redis goes from 2 to 3 shards, and ")
    assert str(Moved(2, 1)).startswith("Redis goes from 2 to 1 shard, ")


@pytest.mark.parametrize(
    ("redis", "shards"),
    [
        pytest.param({"shards": 2}, 2, id="the same number"),
        pytest.param({"shards": 2}, 0, id="no Redis any more"),
        pytest.param(None, 2, id="no Redis before"),
        pytest.param({"mode": "replicated"}, 2, id="a plan that does not say"),
        pytest.param({"shards": "two"}, 3, id="no number"),
    ],
)
def test_nothing_is_told(redis: object, shards: int, tmp_path: Path) -> None:
    last(tmp_path, redis)

    assert moved(last_plan(tmp_path), "live", shards) is None


def test_the_plan_of_another_stack_and_none_at_all_tell_nothing(tmp_path: Path) -> None:
    assert moved(last_plan(tmp_path), "live", 3) is None
    last(tmp_path, {"shards": 2}, name="other")
    assert moved(last_plan(tmp_path), "live", 3) is None
    (tmp_path / "plan.json").write_text("not a plan")
    assert moved(last_plan(tmp_path), "live", 3) is None
