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


def function_args(timeout: int) -> aws.lambda_.FunctionArgs:
    return aws.lambda_.FunctionArgs(role="made-up", timeout=timeout)


def test_a_hook_changes_the_arguments_of_its_resource(monkeypatch: pytest.MonkeyPatch) -> None:
    def tokens_function(args: aws.lambda_.FunctionArgs) -> aws.lambda_.FunctionArgs:
        args.timeout = 20
        return args

    change(tokens_function, "tokens_function", monkeypatch)

    changed = hooks.hooked("tokens-function", function_args(10))

    assert changed.timeout == 20
    hooks.check()


def test_every_resource_passes_the_one_hook_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def every_resource(
        args: pulumi.ResourceTransformationArgs,
    ) -> pulumi.ResourceTransformationArgs:
        args.props = {**args.props, "retention_in_days": 7}
        return args

    change(every_resource, "every_resource", monkeypatch)
    log = pulumi.ResourceTransformationArgs(
        Mock(pulumi.Resource), "aws:cloudwatch/logGroup:LogGroup", "tokens-log", {}, OPTIONS
    )

    changed = hooks.every_resource(log)

    assert changed.props == {"retention_in_days": 7}
    assert changed.opts is OPTIONS
    hooks.check()


def test_a_hook_of_an_unknown_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    change(lambda args: args, "tokens_functoin", monkeypatch)
    with pytest.raises(pulumi.RunError, match="did you mean tokens_function"):
        hooks.check()


def test_a_hook_that_returns_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    change(lambda args: None, "tokens_function", monkeypatch)  # noqa: ARG005
    with pytest.raises(pulumi.RunError, match="tokens_function must return FunctionArgs"):
        hooks.hooked("tokens-function", function_args(10))
