"""Calls the functions of overrides.py with a resource's arguments, before it is created.

Each kind of resource has a hook of its name: `kms_key` for `aws.kms.Key`. It takes the name and
the arguments of every resource of that kind, and returns the arguments, changed or new. Some
resources have a hook of their own as well, named as they are; it takes the arguments alone.
`every_resource` sees all of them at last.
"""

import difflib
import inspect
import sys
from collections.abc import Callable
from typing import TypeVar

import pulumi
import pulumi_ably as ably
import pulumi_aws as aws
import pulumi_random as random

import overrides

Args = TypeVar("Args")

RESOURCES: dict[str, type] = {
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
"""The hooks of single resources, and what each takes and returns."""
KINDS: dict[str, type[pulumi.Resource]] = {
    "ably_api_key": ably.ApiKey,
    "ably_app": ably.App,
    "ably_namespace": ably.Namespace,
    "apigatewayv2_api": aws.apigatewayv2.Api,
    "apigatewayv2_authorizer": aws.apigatewayv2.Authorizer,
    "apigatewayv2_integration": aws.apigatewayv2.Integration,
    "apigatewayv2_route": aws.apigatewayv2.Route,
    "apigatewayv2_stage": aws.apigatewayv2.Stage,
    "cloudwatch_log_group": aws.cloudwatch.LogGroup,
    "cloudwatch_log_metric_filter": aws.cloudwatch.LogMetricFilter,
    "cloudwatch_metric_alarm": aws.cloudwatch.MetricAlarm,
    "iam_policy": aws.iam.Policy,
    "iam_role": aws.iam.Role,
    "iam_role_policy": aws.iam.RolePolicy,
    "kms_key": aws.kms.Key,
    "lambda_event_source_mapping": aws.lambda_.EventSourceMapping,
    "lambda_function": aws.lambda_.Function,
    "lambda_permission": aws.lambda_.Permission,
    "random_password": random.RandomPassword,
    "scheduler_schedule": aws.scheduler.Schedule,
    "secretsmanager_secret": aws.secretsmanager.Secret,
    "secretsmanager_secret_version": aws.secretsmanager.SecretVersion,
    "sns_topic": aws.sns.Topic,
    "sns_topic_subscription": aws.sns.TopicSubscription,
    "sqs_queue": aws.sqs.Queue,
    "sqs_queue_policy": aws.sqs.QueuePolicy,
    "sqs_redrive_allow_policy": aws.sqs.RedriveAllowPolicy,
}
"""The hooks of kinds; what the one of `aws.kms.Key` takes and returns is `aws.kms.KeyArgs`."""
_NAMES = {kind: name for name, kind in KINDS.items()}


def check() -> None:
    """Refuse functions of overrides.py that are no hooks: a typo would change nothing.

    Raises:
        pulumi.RunError: With all that do not fit, and what each may have been meant to be.

    """
    functions = inspect.getmembers(overrides, inspect.isfunction)
    own = [(name, each) for name, each in functions if each.__module__ == overrides.__name__]
    found = {name: _problem(name, each) for name, each in own if not name.startswith("_")}
    problems = "".join(f"\n  {name}: {problem}" for name, problem in found.items() if problem)
    if problems:
        raise pulumi.RunError(f"overrides.py has functions that are no hooks:{problems}")


def hooked(resource: str, args: Args) -> Args:
    """Return the arguments of a resource as its own hook wants them.

    Raises:
        pulumi.RunError: When the hook returns something else than it was given.

    """
    name = resource.replace("-", "_")
    change = getattr(overrides, name, None)
    return args if change is None else _returned(name, change(args), args)


def of_kind(
    args: pulumi.ResourceTransformationArgs,
) -> pulumi.ResourceTransformationResult | None:
    """Return the properties of any resource as the hook of its kind wants them.

    Raises:
        pulumi.RunError: When the hook returns something else than it was given.

    """
    name = _NAMES.get(type(args.resource), "")
    change = getattr(overrides, name, None)
    if change is None:
        return None
    # Made as Pulumi makes them of keywords: with all that a resource has, and no defaults.
    typed: object = object.__new__(arguments(KINDS[name]))
    vars(typed).update(args.props)
    changed = _returned(name, change(args.name, typed), typed)
    props = {**dict.fromkeys(args.props), **vars(changed)}
    return pulumi.ResourceTransformationResult(props, args.opts)


def every_resource(
    args: pulumi.ResourceTransformationArgs,
) -> pulumi.ResourceTransformationResult:
    """Return the properties and options of any resource as overrides.py wants them."""
    changed = hooked("every-resource", args)
    return pulumi.ResourceTransformationResult(changed.props, changed.opts)


def arguments(kind: type[pulumi.Resource]) -> type:
    """Find what a kind is made of: `aws.kms.KeyArgs` for `aws.kms.Key`."""
    found: type = getattr(sys.modules[kind.__module__], f"{kind.__name__}Args")
    return found


def _returned(name: str, changed: object, given: Args) -> Args:
    if not isinstance(changed, type(given)):
        found, wanted = type(changed).__name__, type(given).__name__
        raise pulumi.RunError(f"overrides.py: {name} must return {wanted}, but returned {found}")
    return changed


def _problem(name: str, function: Callable[..., object]) -> str | None:
    """Say why no resource would be given to this function, or not as it expects."""
    if name in RESOURCES:
        return None
    if name not in KINDS:
        return _meant(name)
    wanted = arguments(KINDS[name])
    others = {arguments(kind) for kind in KINDS.values()} - {wanted}
    match list(inspect.signature(function).parameters.values()):
        case [_, args] if args.annotation not in others:
            return None
    return f"it takes name: str, args: {wanted.__name__}"


def _meant(name: str) -> str:
    hooks = [*RESOURCES, *KINDS]
    close = difflib.get_close_matches(name, hooks, n=1)
    return f"did you mean {close[0]}?" if close else "the hooks are " + ", ".join(hooks)
