from __future__ import annotations

import pytest

from generated.variants import MANY, VARIANTS
from rtgen.domain.vocabulary import Tier
from rtgen.plan.components.monitoring import monitoring
from rtgen.plan.model import Edge, RedisPlan, StackPlan
from rtgen.plan.monitoring import Missing, Statistic, alarms

STACKS = {name: plan.stack for name, plan in VARIANTS.items() if plan.stack}


def keys(stack: StackPlan) -> set[str]:
    return {alarm.key for alarm in alarms(stack)}


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_every_alarm_says_what_to_do(stack: StackPlan) -> None:
    for alarm in alarms(stack):
        for name, text in alarm.runbook._asdict().items():
            assert str(text).endswith((".", "?")), (alarm.key, name)


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_a_counter_that_has_not_appeared_is_quiet(stack: StackPlan) -> None:
    for alarm in alarms(stack):
        assert alarm.statistic is not Statistic.SUM or alarm.missing is Missing.QUIET


def test_without_redis_nothing_watches_it() -> None:
    stack = STACKS[MANY]._replace(redis=None)
    assert not {key for key in keys(stack) if key.startswith("redis-")}
    assert "delivery-delay" not in keys(stack)


@pytest.mark.parametrize(("replicas", "watched"), [(0, False), (1, True)])
def test_replication_is_watched_where_there_is_a_replica(replicas: int, watched: bool) -> None:
    stack = STACKS[MANY]._replace(redis=RedisPlan(replicas=replicas, prefix="many"))
    assert ("redis-lag" in keys(stack)) is watched


def test_each_node_of_redis_has_its_own_alarms() -> None:
    stack = STACKS[MANY]._replace(redis=RedisPlan(replicas=2, prefix="many"))
    names = {each.name for each in monitoring(stack)}
    assert {f"monitoring-redis-cpu-{node}" for node in (1, 2, 3)} <= names


@pytest.mark.parametrize(("edge", "watched"), [(Edge.DOMAIN, True), (Edge.CLOUDFRONT, False)])
def test_the_firewall_is_watched_where_it_reports_in_the_stacks_region(edge: Edge, watched: bool) -> None:
    assert ("blocked" in keys(STACKS[MANY]._replace(edge=edge))) is watched


def test_one_task_is_not_told_to_scale() -> None:
    for alarm in alarms(STACKS[MANY]._replace(tier=Tier.SINGLE)):
        assert "gateway_tasks" not in alarm.limit.value
        assert "gatewayTasks" not in alarm.runbook.act


def test_nobody_is_written_to_where_no_address_is_given() -> None:
    names = {each.name for each in monitoring(STACKS[MANY]._replace(alarm_email=False))}
    assert "monitoring-email" not in names
    assert "monitoring-topic" in names
