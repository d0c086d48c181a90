"""What holds state leaves a plan only where somebody names it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rtgen.output import Gone, gone, last_plan, refused

GROUP = ("aws:elasticache/replicationGroup:ReplicationGroup", "redis-group", None)
SECRET = ("aws:secretsmanager/secret:Secret", "redis-password", None)
TEXT = ("random:index/randomPassword:RandomPassword", "redis-password", None)
SERVICE = ("aws:ecs/service:Service", "gateway-service", None)
QUEUE = "aws:sqs/queue:Queue"


def last(folder: Path, *, protect: bool = True, name: str = "live", queue: str | None = None) -> None:
    """Writes the plan of an earlier run: a service, Redis with its password, and a queue if it was made as one."""
    made = {"name": "publisher-queue", "protect": True, "type": QUEUE}
    plan = {
        "environments": {"dev": {"config": {"protect": False}}, "prod": {"config": {"protect": protect}}},
        "name": name,
        "resources": [
            {"name": resource, "protect": kind != SERVICE[0], "type": kind}
            for kind, resource, _ in (GROUP, SECRET, TEXT, SERVICE)
        ]
        + ([made | {"made_as": queue}] if queue else [made] if queue == "" else []),
        "version": 1,
    }
    (folder / "plan.json").write_text(json.dumps(plan, indent=2), encoding="utf-8")


def test_what_holds_state_and_is_planned_no_more_is_told_by_its_name(tmp_path: Path) -> None:
    last(tmp_path)

    assert gone(last_plan(tmp_path), "live", [SERVICE]) == (
        Gone("redis-group", ("ReplicationGroup",), ("prod",)),
        Gone("redis-password", ("Secret", "RandomPassword"), ("prod",)),
    )


def test_what_a_new_one_takes_the_place_of_goes_too(tmp_path: Path) -> None:
    last(tmp_path, queue="standard")
    others = (GROUP, SECRET, TEXT, SERVICE)

    (found,) = gone(last_plan(tmp_path), "live", [*others, (QUEUE, "publisher-queue", "fifo")])

    assert str(found) == "publisher-queue (standard Queue, for a fifo one)"
    assert gone(last_plan(tmp_path), "live", [*others, (QUEUE, "publisher-queue", "standard")]) == ()


def test_a_plan_that_did_not_say_what_it_was_made_as_holds_nothing_up(tmp_path: Path) -> None:
    last(tmp_path, queue="")
    assert gone(last_plan(tmp_path), "live", [GROUP, SECRET, TEXT, SERVICE, (QUEUE, "publisher-queue", "fifo")]) == ()


def test_what_holds_no_state_may_go_without_a_word(tmp_path: Path) -> None:
    last(tmp_path)
    assert gone(last_plan(tmp_path), "live", [GROUP, SECRET, TEXT]) == ()


def test_another_kind_under_the_same_name_is_another_resource(tmp_path: Path) -> None:
    last(tmp_path)
    (found,) = gone(last_plan(tmp_path), "live", [GROUP, SECRET, SERVICE])
    assert str(found) == "redis-password (RandomPassword)"


def test_protected_state_is_refused_until_each_of_it_is_named(tmp_path: Path) -> None:
    last(tmp_path)
    going = gone(last_plan(tmp_path), "live", [])

    assert [each.rule for each in refused(tmp_path, going, ())] == ["RT711", "RT711"]
    (left,) = refused(tmp_path, going, ["redis-group"])
    assert left.message == "redis-password (Secret, RandomPassword) would go, with what it holds; prod protects it"
    assert left.fix.endswith("--allow-destroy redis-password")
    assert refused(tmp_path, going, ["redis-group", "redis-password"]) == ()


def test_state_that_no_environment_protects_is_told_and_goes(tmp_path: Path) -> None:
    last(tmp_path, protect=False)
    going = gone(last_plan(tmp_path), "live", [SERVICE])

    assert [each.protected for each in going] == [(), ()]
    assert refused(tmp_path, going, ()) == ()


@pytest.mark.parametrize("text", ["", "<<<<<<< ours\n", "[]", '{\n  "name": "live",\n  "version": 1\n}', "\xff"])
def test_a_last_plan_that_cannot_be_read_holds_nothing_up(text: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(text, encoding="latin-1")
    assert gone(last_plan(tmp_path), "live", []) == ()


def test_the_plan_of_another_stack_and_none_at_all_hold_nothing_up(tmp_path: Path) -> None:
    assert gone(last_plan(tmp_path), "live", []) == ()
    last(tmp_path, name="other")
    assert gone(last_plan(tmp_path), "live", []) == ()
