"""Autoscaling: as many tasks as the connections need."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.hooks import hooked
from settings import Settings

METRIC = "live_connections"
"""Each task reports its own connections, so the average over the tasks is connections per task."""


@dataclass
class AutoscalingArgs:
    """What is scaled, and within which bounds."""

    settings: Settings
    cluster_name: pulumi.Input[str]
    service_name: pulumi.Input[str]


class Autoscaling(pulumi.ComponentResource):
    """Follows the connections per task: quickly up, slowly down.

    A task that is stopped cuts all of its connections, so less load is believed only after a while.
    """

    def __init__(
        self, name: str, args: AutoscalingArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Autoscaling", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        target = aws.appautoscaling.Target(
            f"{name}-target",
            hooked(
                f"{name}-target",
                aws.appautoscaling.TargetArgs(
                    service_namespace="ecs",
                    scalable_dimension="ecs:service:DesiredCount",
                    resource_id=pulumi.Output.concat(
                        "service/", args.cluster_name, "/", args.service_name
                    ),
                    min_capacity=args.settings.gateway_tasks_min,
                    max_capacity=args.settings.gateway_tasks_max,
                ),
            ),
            opts=child,
        )
        aws.appautoscaling.Policy(
            f"{name}-policy",
            policy_type="TargetTrackingScaling",
            service_namespace=target.service_namespace,
            scalable_dimension=target.scalable_dimension,
            resource_id=target.resource_id,
            target_tracking_scaling_policy_configuration={
                "target_value": args.settings.gateway_scale_at,
                "scale_out_cooldown": 60,
                "scale_in_cooldown": 900,
                "customized_metric_specification": {
                    "namespace": pulumi.get_project(),
                    "metric_name": METRIC,
                    "statistic": "Average",
                    "dimensions": [{"name": "Environment", "value": args.settings.environment}],
                },
            },
            opts=child,
        )
        self.register_outputs({})
