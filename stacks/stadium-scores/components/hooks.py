"""Calls the functions of overrides.py with a resource's arguments, before it is created.

A hook is named for its resource: `gateway_service` for `gateway-service`. It takes the arguments
and returns them, changed or new; so it works in previews, deployments and tests alike.
One is of its own kind: `every_resource` sees all of them.
"""

import difflib
import inspect
from typing import TypeVar

import pulumi
import pulumi_aws as aws

import overrides

Args = TypeVar("Args")

HOOKS: dict[str, type] = {
    "every_resource": pulumi.ResourceTransformationArgs,
    "publisher_function": aws.lambda_.FunctionArgs,
    "publisher_queue": aws.sqs.QueueArgs,
    "tokens_function": aws.lambda_.FunctionArgs,
    "usage_channels": aws.cloudwatch.MetricAlarmArgs,
    "usage_connections": aws.cloudwatch.MetricAlarmArgs,
    "usage_function": aws.lambda_.FunctionArgs,
    "usage_messages": aws.cloudwatch.MetricAlarmArgs,
    "usage_messages_a_month": aws.cloudwatch.MetricAlarmArgs,
}
"""Every hook, and what it takes and returns."""


def check() -> None:
    """Refuse functions of overrides.py that no component calls: a typo would change nothing.

    Raises:
        pulumi.RunError: With all unknown names, and what they may have been meant to be.

    """
    functions = inspect.getmembers(overrides, inspect.isfunction)
    own = [name for name, function in functions if function.__module__ == overrides.__name__]
    unknown = [name for name in own if not name.startswith("_") and name not in HOOKS]
    if unknown:
        problems = "".join(f"\n  {name}: {_meant(name)}" for name in unknown)
        raise pulumi.RunError(f"overrides.py has hooks that do not exist:{problems}")


def hooked(resource: str, args: Args) -> Args:
    """Return the arguments of a resource as overrides.py wants them.

    Raises:
        pulumi.RunError: When the hook returns something else than it was given.

    """
    name = resource.replace("-", "_")
    change = getattr(overrides, name, None)
    if change is None:
        return args
    changed = change(args)
    if not isinstance(changed, type(args)):
        found = type(changed).__name__
        wanted = type(args).__name__
        raise pulumi.RunError(f"overrides.py: {name} must return {wanted}, but returned {found}")
    return changed


def every_resource(
    args: pulumi.ResourceTransformationArgs,
) -> pulumi.ResourceTransformationResult:
    """Return the properties and options of any resource as overrides.py wants them."""
    changed = hooked("every-resource", args)
    return pulumi.ResourceTransformationResult(changed.props, changed.opts)


def _meant(name: str) -> str:
    close = difflib.get_close_matches(name, HOOKS, n=1)
    return f"did you mean {close[0]}?" if close else "the hooks are " + ", ".join(HOOKS)
