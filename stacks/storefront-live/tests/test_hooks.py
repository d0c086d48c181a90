"""overrides.py can change what is registered, and cannot miss."""

import pulumi
import pulumi_aws as aws
import pytest

import overrides
from components import hooks


def change(function: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Define a hook as if it stood in overrides.py."""
    monkeypatch.setattr(function, "__module__", overrides.__name__)
    monkeypatch.setattr(overrides, name, function, raising=False)


def test_a_hook_changes_the_arguments_of_its_resource(monkeypatch: pytest.MonkeyPatch) -> None:
    def network_vpc(args: aws.ec2.VpcArgs) -> aws.ec2.VpcArgs:
        args.cidr_block = "10.1.0.0/16"
        return args

    change(network_vpc, "network_vpc", monkeypatch)

    changed = hooks.hooked("network-vpc", aws.ec2.VpcArgs(cidr_block="10.0.0.0/16"))

    assert changed.cidr_block == "10.1.0.0/16"
    hooks.check()


def test_a_resource_without_a_hook_stays_as_it_is() -> None:
    args = aws.ec2.VpcArgs(cidr_block="10.0.0.0/16")
    assert hooks.hooked("nothing-hooked", args) is args


def test_a_hook_of_an_unknown_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    change(lambda args: args, "gateway_servise", monkeypatch)
    with pytest.raises(pulumi.RunError, match="did you mean gateway_service"):
        hooks.check()


def test_a_hook_that_returns_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    change(lambda args: None, "network_vpc", monkeypatch)  # noqa: ARG005
    with pytest.raises(pulumi.RunError, match="network_vpc must return VpcArgs"):
        hooks.hooked("network-vpc", aws.ec2.VpcArgs(cidr_block="10.0.0.0/16"))
