"""The way to publish: the gateway's API behind an internal load balancer.

What it takes is the server's own. It wants `PUBLISH_KEY`, from the publishers' security group.
"""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components import timeouts
from components.hooks import hooked
from components.traffic import INTERNAL_PORT, PUBLISH_PORT


@dataclass
class PublishArgs:
    """Where publishers find the API."""

    vpc_id: pulumi.Input[str]
    subnet_ids: list[pulumi.Output[str]]
    security_group_id: pulumi.Input[str]
    log_bucket: pulumi.Input[str]
    protect: bool


class Publish(pulumi.ComponentResource):
    """An internal load balancer in front of the gateway's internal port."""

    def __init__(
        self, name: str, args: PublishArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Publish", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.load_balancer = aws.lb.LoadBalancer(
            f"{name}-load-balancer",
            hooked(
                f"{name}-load-balancer",
                aws.lb.LoadBalancerArgs(
                    load_balancer_type="application",
                    internal=True,
                    subnets=args.subnet_ids,
                    security_groups=[args.security_group_id],
                    # Publishers keep their connections between two events.
                    idle_timeout=timeouts.LOAD_BALANCER_IDLE_S,
                    drop_invalid_header_fields=True,
                    enable_deletion_protection=args.protect,
                    access_logs=aws.lb.LoadBalancerAccessLogsArgs(
                        bucket=args.log_bucket, enabled=True, prefix=name
                    ),
                ),
            ),
            opts=child,
        )
        self.api = aws.lb.TargetGroup(
            f"{name}-api",
            vpc_id=args.vpc_id,
            target_type="ip",
            port=INTERNAL_PORT,
            protocol="HTTP",
            deregistration_delay=timeouts.LOAD_BALANCER_DRAIN_S,
            health_check={
                "path": "/healthz",
                "interval": 10,
                "timeout": 5,
                "healthy_threshold": 2,
                "unhealthy_threshold": 3,
            },
            opts=child,
        )
        self.listener = aws.lb.Listener(
            f"{name}-http",
            load_balancer_arn=self.load_balancer.arn,
            port=PUBLISH_PORT,
            # The certificate is for the clients' name, not for this one; this never leaves the VPC.
            protocol="HTTP",
            default_actions=[{"type": "forward", "target_group_arn": self.api.arn}],
            opts=child,
        )
        self.url = pulumi.Output.concat("http://", self.load_balancer.dns_name, f":{PUBLISH_PORT}")
        self.register_outputs({"url": self.url})
