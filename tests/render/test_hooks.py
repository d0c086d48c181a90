from __future__ import annotations

import pytest

from generated.variants import VARIANTS
from rtgen.render.hooks import HOOKS, Hook, hooks_view, of_kind


def test_a_stack_has_the_hooks_of_the_resources_that_it_has() -> None:
    many, one = (hooks_view(plan.stack) for plan in list(VARIANTS.values())[:2] if plan.stack)

    names = {hook.name for hook in many.hooks}
    assert {"edge_https", "redis_group", "autoscaling_target", "gateway_containers"} <= names
    assert "edge_distribution" not in names
    assert names - {hook.name for hook in one.hooks} == {
        "autoscaling_target",
        "edge_https",
        "publish_load_balancer",
        "redis_group",
        "redis_parameters",
    }


def test_every_hook_is_called_for_by_a_resource_of_some_stack() -> None:
    resources = {each.name for plan in VARIANTS.values() if plan.stack for each in plan.stack.resources}

    assert set(HOOKS) - {"monitoring-dashboard"} <= resources


@pytest.mark.parametrize("name", VARIANTS)
def test_every_kind_of_resource_of_a_stack_has_a_hook_of_its_own_name(name: str) -> None:
    stack = VARIANTS[name].stack
    assert stack is not None

    kinds = hooks_view(stack).kinds

    assert len({hook.name for hook in kinds}) == len({each.type for each in stack.resources})
    assert not {hook.name for hook in kinds} & {hook.name for hook in hooks_view(stack).hooks}


@pytest.mark.parametrize(
    ("token", "hook"),
    [
        ("aws:ec2/vpc:Vpc", Hook("ec2_vpc", "aws.ec2.Vpc")),
        (
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            Hook("vpc_security_group_ingress_rule", "aws.vpc.SecurityGroupIngressRule"),
        ),
        ("aws:lambda/function:Function", Hook("lambda_function", "aws.lambda_.Function")),
        ("random:index/randomPassword:RandomPassword", Hook("random_password", "random.RandomPassword")),
        ("ably:index/apiKey:ApiKey", Hook("ably_api_key", "ably.ApiKey")),
        ("ably:index/ruleSqs:RuleSqs", Hook("ably_rule_sqs", "ably.RuleSqs")),
    ],
)
def test_a_hook_is_named_for_the_class_of_its_resources(token: str, hook: Hook) -> None:
    assert of_kind(token) == hook
