"""What `overrides.py` of a stack may change."""

from __future__ import annotations

from rtgen.plan.model import StackPlan
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


class Hook(NamedTuple):
    """A hook's name, and the Python type that it takes and returns."""

    name: str
    type: str


class HooksView(NamedTuple):
    """`components/hooks.py`."""

    hooks: tuple[Hook, ...]
    listener: bool = True
    """Whether there is one that clients reach."""


def hooks_view(stack: StackPlan) -> HooksView:
    """Of `components/hooks.py`: the hooks of the resources that this stack has."""
    # A shard's group is numbered; one hook serves them all.
    present = {resource.name.rstrip("-0123456789") for resource in stack.resources}
    hooks = [Hook(_hook(name), kind) for name, kind in HOOKS.items() if name in present]
    hooks += (Hook(name, kind) for name, kind in OTHER_HOOKS.items())
    return HooksView(tuple(sorted(hooks, key=lambda hook: hook.name)))


def _hook(resource: str) -> str:
    return resource.replace("-", "_")
