"""Calls the functions of overrides.py with a resource's arguments, before it is created.

Each kind of resource has a hook of its name: `kms_key` for `aws.kms.Key`. It takes the name and
the arguments of every resource of that kind, and returns the arguments, changed or new. Some
resources have a hook of their own as well, named as they are; it takes the arguments alone.
`every_resource` sees all of them at last, and `edge_rules` gets the clients' listener.
"""

import difflib
import inspect
import sys
from collections.abc import Callable
from typing import TypeVar

import pulumi
import pulumi_aws as aws
import pulumi_random as random

import overrides

Args = TypeVar("Args")

RESOURCES: dict[str, type] = {
    "edge_clients": aws.lb.TargetGroupArgs,
    "edge_distribution": aws.cloudfront.DistributionArgs,
    "edge_load_balancer": aws.lb.LoadBalancerArgs,
    "edge_rules": aws.lb.Listener,
    "every_resource": pulumi.ResourceTransformationArgs,
    "gateway_cluster": aws.ecs.ClusterArgs,
    "gateway_containers": list,
    "gateway_service": aws.ecs.ServiceArgs,
    "gateway_tasks": aws.ecs.TaskDefinitionArgs,
    "monitoring_dashboard": aws.cloudwatch.DashboardArgs,
    "network_vpc": aws.ec2.VpcArgs,
    "waf_acl": aws.wafv2.WebAclArgs,
}
"""The hooks of single resources, and what each takes and returns."""
KINDS: dict[str, type[pulumi.Resource]] = {
    "cloudfront_distribution": aws.cloudfront.Distribution,
    "cloudfront_vpc_origin": aws.cloudfront.VpcOrigin,
    "cloudwatch_dashboard": aws.cloudwatch.Dashboard,
    "cloudwatch_log_group": aws.cloudwatch.LogGroup,
    "cloudwatch_metric_alarm": aws.cloudwatch.MetricAlarm,
    "ec2_default_security_group": aws.ec2.DefaultSecurityGroup,
    "ec2_eip": aws.ec2.Eip,
    "ec2_internet_gateway": aws.ec2.InternetGateway,
    "ec2_nat_gateway": aws.ec2.NatGateway,
    "ec2_route": aws.ec2.Route,
    "ec2_route_table": aws.ec2.RouteTable,
    "ec2_route_table_association": aws.ec2.RouteTableAssociation,
    "ec2_security_group": aws.ec2.SecurityGroup,
    "ec2_subnet": aws.ec2.Subnet,
    "ec2_vpc": aws.ec2.Vpc,
    "ec2_vpc_endpoint": aws.ec2.VpcEndpoint,
    "ecs_cluster": aws.ecs.Cluster,
    "ecs_service": aws.ecs.Service,
    "ecs_task_definition": aws.ecs.TaskDefinition,
    "iam_role": aws.iam.Role,
    "iam_role_policy": aws.iam.RolePolicy,
    "kms_key": aws.kms.Key,
    "lb_listener": aws.lb.Listener,
    "lb_load_balancer": aws.lb.LoadBalancer,
    "lb_target_group": aws.lb.TargetGroup,
    "random_password": random.RandomPassword,
    "s3_bucket": aws.s3.Bucket,
    "s3_bucket_lifecycle_configuration": aws.s3.BucketLifecycleConfiguration,
    "s3_bucket_policy": aws.s3.BucketPolicy,
    "s3_bucket_public_access_block": aws.s3.BucketPublicAccessBlock,
    "s3_bucket_server_side_encryption_configuration": (
        aws.s3.BucketServerSideEncryptionConfiguration
    ),
    "secretsmanager_secret": aws.secretsmanager.Secret,
    "secretsmanager_secret_version": aws.secretsmanager.SecretVersion,
    "sns_topic": aws.sns.Topic,
    "sns_topic_subscription": aws.sns.TopicSubscription,
    "vpc_security_group_egress_rule": aws.vpc.SecurityGroupEgressRule,
    "vpc_security_group_ingress_rule": aws.vpc.SecurityGroupIngressRule,
    "wafv2_web_acl": aws.wafv2.WebAcl,
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
