"""overrides.py can change what is registered, and cannot miss."""

from unittest.mock import Mock

import pulumi
import pulumi_aws as aws
import pytest

import overrides
from components import hooks

OPTIONS = pulumi.ResourceOptions()


def change(function: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Define a hook as if it stood in overrides.py."""
    monkeypatch.setattr(function, "__module__", overrides.__name__)
    monkeypatch.setattr(overrides, name, function, raising=False)


def test_a_hook_changes_the_arguments_of_its_resource(monkeypatch: pytest.MonkeyPatch) -> None:
    def edge_load_balancer(args: aws.lb.LoadBalancerArgs) -> aws.lb.LoadBalancerArgs:
        args.idle_timeout = 90
        return args

    change(edge_load_balancer, "edge_load_balancer", monkeypatch)

    changed = hooks.hooked("edge-load-balancer", aws.lb.LoadBalancerArgs(idle_timeout=60))

    assert changed.idle_timeout == 90
    hooks.check()


def test_every_resource_passes_the_one_hook_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def every_resource(
        args: pulumi.ResourceTransformationArgs,
    ) -> pulumi.ResourceTransformationArgs:
        args.props = {**args.props, "retention_in_days": 7}
        return args

    change(every_resource, "every_resource", monkeypatch)
    log = pulumi.ResourceTransformationArgs(
        Mock(pulumi.Resource), "aws:cloudwatch/logGroup:LogGroup", "gateway-log", {}, OPTIONS
    )

    changed = hooks.every_resource(log)

    assert changed.props == {"retention_in_days": 7}
    assert changed.opts is OPTIONS
    hooks.check()


def test_a_resource_without_a_hook_stays_as_it_is() -> None:
    args = aws.lb.LoadBalancerArgs(idle_timeout=60)
    assert hooks.hooked("nothing-hooked", args) is args


def test_a_hook_of_an_unknown_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    change(lambda args: args, "gateway_servise", monkeypatch)
    with pytest.raises(pulumi.RunError, match="did you mean gateway_service"):
        hooks.check()


def test_a_hook_that_returns_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    change(lambda args: None, "edge_load_balancer", monkeypatch)  # noqa: ARG005
    with pytest.raises(pulumi.RunError, match="edge_load_balancer must return LoadBalancerArgs"):
        hooks.hooked("edge-load-balancer", aws.lb.LoadBalancerArgs(idle_timeout=60))
