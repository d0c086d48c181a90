from __future__ import annotations

from generated.variants import VARIANTS
from rtgen.render.hooks import HOOKS, hooks_view


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
