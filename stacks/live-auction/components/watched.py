"""What has metrics, as CloudWatch names it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.edge import Edge
from components.gateway import Gateway


@dataclass
class Watched:
    """A thing that has metrics."""

    namespace: str
    dimensions: Mapping[str, pulumi.Input[str]]


def watched(edge: Edge, gateway: Gateway) -> dict[str, Watched]:
    """Name what alarms and dashboard watch."""
    return {
        # The collector's own: one dimension, so that there is one metric for all tasks.
        "gateway": Watched(pulumi.get_project(), {"Environment": pulumi.get_stack()}),
        "targets": Watched(
            "AWS/ApplicationELB",
            {
                "LoadBalancer": edge.load_balancer.arn_suffix,
                "TargetGroup": edge.clients.arn_suffix,
            },
        ),
        "balancer": Watched("AWS/ApplicationELB", {"LoadBalancer": edge.load_balancer.arn_suffix}),
        "service": Watched(
            "AWS/ECS",
            {"ClusterName": gateway.cluster.name, "ServiceName": gateway.service.name},
        ),
        "firewall": Watched(
            "AWS/WAFV2",
            {
                "WebACL": f"{pulumi.get_project()}-{pulumi.get_stack()}",
                "Region": aws.get_region().region,
                "Rule": "requests-per-address",
            },
        ),
    }
