"""Each kind of resource has a hook in overrides.py, and what it changes is what is registered."""

import pulumi
import pulumi_aws as aws
import pytest

import overrides
from components import hooks
from recording import ENVIRONMENTS, PLANNED, record

CHANGED = "changed by a hook"


def change(name: str, args: object) -> object:
    """Set one thing, one that the program leaves open if there is one; tags would be added to."""
    kind = type(args)
    things = {each for each in dir(kind) if isinstance(getattr(kind, each), property)}
    thing = min(sorted(things - {"tags"}), key=lambda each: vars(args).get(each) is not None)
    setattr(args, thing, f"{CHANGED}: {name}")
    return args


def test_what_the_hook_of_a_kind_changes_arrives_at_each_of_its_resources(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for kind in hooks.KINDS:
        monkeypatch.setattr(overrides, kind, change, raising=False)

    resources = record(ENVIRONMENTS[0]).resources

    assert PLANNED
    for each in (resources[key] for key in PLANNED):
        assert f"{CHANGED}: {each.name}" in each.inputs.values(), each.type


def test_the_arguments_of_every_kind_have_a_type_of_their_own() -> None:
    types = {hooks.arguments(kind) for kind in hooks.KINDS.values()}
    assert len(types) == len(hooks.KINDS)


def test_a_hook_for_arguments_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def kms_key(_name: str, args: aws.sns.TopicArgs) -> aws.sns.TopicArgs:
        return args

    monkeypatch.setattr(kms_key, "__module__", overrides.__name__)
    monkeypatch.setattr(overrides, "kms_key", kms_key, raising=False)

    with pytest.raises(pulumi.RunError, match="kms_key: it takes name: str, args: KeyArgs"):
        hooks.check()


def test_a_hook_that_returns_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    key = object.__new__(aws.kms.Key)
    options = pulumi.ResourceOptions()
    args = pulumi.ResourceTransformationArgs(key, "aws:kms/key:Key", "made-up", {}, options)
    monkeypatch.setattr(overrides, "kms_key", lambda name, args: None, raising=False)  # noqa: ARG005

    with pytest.raises(pulumi.RunError, match="kms_key must return KeyArgs, but returned NoneType"):
        hooks.of_kind(args)
