"""Several Redis are numbered, append-only, and a size: one more adds its own resources and its own price."""

from __future__ import annotations

from decide.rule_cases import MULTI, busy
from planning import PRICES, plan
from rtgen.decide import decide
from rtgen.domain.features import FeatureSet
from rtgen.plan.components import resources
from rtgen.plan.cost.lines import redis
from rtgen.plan.model import Plan, StackPlan


def planned(features: FeatureSet) -> tuple[Plan, StackPlan]:
    """The plan with its stack."""
    made = plan(features, decide(features))
    assert made.stack is not None
    return made, made.stack


def with_shards(stack: StackPlan, number: int) -> StackPlan:
    """The same stack with so many shards."""
    assert stack.redis is not None
    return stack._replace(redis=stack.redis._replace(shards=number))


def test_one_shard_more_adds_its_group_and_alarms_and_touches_nothing_else() -> None:
    _, stack = planned(busy(401, tier=MULTI))

    two, three = (set(resources(with_shards(stack, number))) for number in (2, 3))

    assert two < three
    assert sorted(each.name for each in three - two) == [
        *(f"monitoring-redis-{about}-3-{node}" for about in ("cpu", "evictions", "lag", "memory") for node in (1, 2)),
        "redis-group-3",
    ]


def test_the_only_group_goes_on_as_the_first_of_several() -> None:
    _, stack = planned(busy(401, tier=MULTI))

    groups = {each.name: each.alias for each in stack.resources if each.type.endswith(":ReplicationGroup")}

    assert groups == {"redis-group-1": "redis-group", "redis-group-2": None}


def test_the_first_of_several_goes_on_as_the_only_group() -> None:
    _, stack = planned(busy(400, tier=MULTI))

    groups = {each.name: each.alias for each in stack.resources if each.type.endswith(":ReplicationGroup")}

    assert groups == {"redis-group": "redis-group-1"}


def test_every_environment_has_as_many_shards() -> None:
    made, stack = planned(busy(401, tier=MULTI))

    assert stack.redis is not None
    assert stack.redis.shards == 2
    assert {each.config["redisShards"] for each in made.environments} == {2}


def test_a_stack_with_one_group_has_no_number_of_shards() -> None:
    made, _ = planned(busy(400, tier=MULTI))

    assert all("redisShards" not in each.config for each in made.environments)


def test_every_node_of_every_shard_is_paid_for() -> None:
    made, stack = planned(busy(401, tier=MULTI))
    size, (twice,) = made.decisions.environments[0].size, made.decisions.twice

    (two,), (three,) = (tuple(redis(PRICES, with_shards(stack, number), size, twice)) for number in (2, 3))

    assert two.working.startswith("4 × ")
    assert three.working.startswith("6 × ")
