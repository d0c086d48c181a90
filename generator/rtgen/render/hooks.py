"""What `overrides.py` of a stack may change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rtgen.plan.model import Resource, StackPlan
from rtgen.record import NamedTuple

HOOKS = {
    "autoscaling-target": "aws.appautoscaling.TargetArgs",
    "edge-clients": "aws.lb.TargetGroupArgs",
    "edge-distribution": "aws.cloudfront.DistributionArgs",
    "edge-https": "aws.lb.ListenerArgs",
    "edge-load-balancer": "aws.lb.LoadBalancerArgs",
    "gateway-cluster": "aws.ecs.ClusterArgs",
    "gateway-service": "aws.ecs.ServiceArgs",
    "gateway-tasks": "aws.ecs.TaskDefinitionArgs",
    "monitoring-dashboard": "aws.cloudwatch.DashboardArgs",
    "network-vpc": "aws.ec2.VpcArgs",
    "publish-load-balancer": "aws.lb.LoadBalancerArgs",
    "redis-cluster": "aws.elasticache.ReplicationGroupArgs",
    "redis-group": "aws.elasticache.ReplicationGroupArgs",
    "redis-parameters": "aws.elasticache.ParameterGroupArgs",
    "waf-acl": "aws.wafv2.WebAclArgs",
}
"""The resources that call a hook, by logical name; a stack has the hooks of the resources that it has."""
OTHER_HOOKS = {
    "edge_rules": "aws.lb.Listener",
    "every_resource": "pulumi.ResourceTransformationArgs",
    "gateway_containers": "list",
}
"""What every stack calls beside them."""


_WIDTH = 100
"""Columns of a line in a stack."""


class Hook(NamedTuple):
    """A hook's name, and the Python type that it takes and returns, or whose arguments it does."""

    name: str
    type: str

    @property
    def wraps(self) -> bool:
        """Whether the two need more than a line of a table."""
        return len(f'    "{self.name}": {self.type},') > _WIDTH


class HooksView(NamedTuple):
    """`components/hooks.py`."""

    hooks: tuple[Hook, ...]
    """Of single resources."""
    kinds: tuple[Hook, ...]
    """One for each kind of resource that the stack has."""
    listener: bool
    """Whether there is one that clients reach."""
    random: bool
    ably: bool


def hooks_view(stack: StackPlan) -> HooksView:
    """Of a self-hosted stack."""
    return view_of(of_resources(stack), stack.resources, listener=True)


def view_of(hooks: Iterable[Hook], resources: Iterable[Resource], *, listener: bool) -> HooksView:
    """The hooks of a stack with these resources, in the order of their names."""
    types = sorted({resource.type for resource in resources})
    return HooksView(
        hooks=tuple(sorted(hooks)),
        kinds=tuple(sorted(map(of_kind, types))),
        listener=listener,
        random=any(each.startswith("random:") for each in types),
        ably=any(each.startswith("ably:") for each in types),
    )


def of_resources(stack: StackPlan) -> tuple[Hook, ...]:
    """The hooks of single resources that this stack has."""
    # A shard's group is numbered; one hook serves them all.
    present = {resource.name.rstrip("-0123456789") for resource in stack.resources}
    hooks = [Hook(name.replace("-", "_"), kind) for name, kind in HOOKS.items() if name in present]
    return tuple(sorted((*hooks, *(Hook(name, kind) for name, kind in OTHER_HOOKS.items()))))


def of_kind(token: str) -> Hook:
    """The hook of a type, with the class of its resources: `ec2_vpc` and `aws.ec2.Vpc` for `aws:ec2/vpc:Vpc`."""
    package, path, kind = token.split(":")
    module = path.partition("/")[0]
    words = [each.lower() for each in re.findall("[A-Z][a-z0-9]*", kind)]
    if module == "index":
        return Hook("_".join((*(() if words[0] == package else (package,)), *words)), f"{package}.{kind}")
    # `lambda` is a word of Python's, so the module has another name.
    python = "lambda_" if module == "lambda" else module
    return Hook("_".join((module, *words)), f"{package}.{python}.{kind}")
