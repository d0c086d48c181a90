"""The way from one tier to the next is what the two stacks differ in."""

from __future__ import annotations

import pytest

from generated.variants import MANY, MANY_IN_THREE_ZONES, ONE, ONE_KEPT, VARIANTS
from rtgen.domain.vocabulary import Tier
from rtgen.plan.migration import to_multi


def test_one_task_gains_redis_a_way_out_of_each_zone_and_autoscaling() -> None:
    stack = VARIANTS[ONE].stack
    assert stack is not None
    step = to_multi(stack, "one")

    assert {"autoscaling", "redis", "network"} <= {each.component for each in step.added}
    assert step.removed == ()


def test_a_redis_that_is_there_stays() -> None:
    stack = VARIANTS[ONE_KEPT].stack
    assert stack is not None

    assert "redis" not in {each.component for each in to_multi(stack, "one-kept").added}


@pytest.mark.parametrize("name", [MANY, MANY_IN_THREE_ZONES])
def test_many_servers_gain_nothing(name: str) -> None:
    stack = VARIANTS[name].stack
    assert stack is not None
    assert stack.tier is Tier.MULTI

    assert to_multi(stack, "many").added == ()
