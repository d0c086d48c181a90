from __future__ import annotations

from collections import Counter

import pytest

from generated.variants import MANY, VARIANTS
from rtgen.plan.components import resources
from rtgen.plan.model import Edge, StackPlan

STACKS = {name: plan.stack for name, plan in VARIANTS.items() if plan.stack}
NAMED_BY_AWS_TO_32 = ("lb/loadBalancer:LoadBalancer", "lb/targetGroup:TargetGroup")
"""Types whose physical names may have 32 characters; Pulumi appends a hyphen and seven."""


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_no_two_resources_of_a_type_have_one_name(stack: StackPlan) -> None:
    counts = Counter((each.type, each.name) for each in resources(stack))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_a_resource_is_named_for_its_component(stack: StackPlan) -> None:
    for each in resources(stack):
        assert each.name.startswith(f"{each.component}-")


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_names_leave_room_for_what_pulumi_appends(stack: StackPlan) -> None:
    for each in resources(stack):
        if each.type.endswith(NAMED_BY_AWS_TO_32):
            assert len(each.name) <= 24


def test_another_zone_is_added_and_nothing_else_changes() -> None:
    stack = STACKS[MANY]
    two = set(resources(stack._replace(zones=2, nat_gateways=2)))
    three = set(resources(stack._replace(zones=3, nat_gateways=3)))

    assert two < three
    assert all(each.name.endswith("-3") for each in three - two)


@pytest.mark.parametrize("edge", Edge)
def test_whoever_may_publish_reaches_the_publish_port(edge: Edge) -> None:
    stack = STACKS[MANY]._replace(edge=edge)
    without = {each.name for each in resources(stack._replace(publishes_from=False))}
    given = {each.name for each in resources(stack._replace(publishes_from=True))}

    expected = {Edge.DOMAIN: "traffic-publish-from-given", Edge.CLOUDFRONT: "traffic-edge-from-given"}
    assert given - without == {expected[edge]}


def test_what_holds_state_is_protected() -> None:
    protected = {each.name for each in resources(STACKS[MANY]) if each.protect}
    assert protected == {
        "keys-proxy",
        "keys-publish",
        "keys-token",
        "logs-bucket",
        "redis-group",
        "redis-password",
    }
