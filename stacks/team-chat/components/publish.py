"""The way to publish: the gateway's API at another port of the load balancer.

POST {publish_url}/api/publish with the header `X-API-Key`, from the publishers' security group.
"""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components import timeouts
from components.traffic import INTERNAL_PORT, PUBLISH_PORT


@dataclass
class PublishArgs:
    """Where publishers find the API."""

    vpc_id: pulumi.Input[str]
    load_balancer: aws.lb.LoadBalancer
    """The edge's, which is internal; CloudFront cannot reach this port of it."""


class Publish(pulumi.ComponentResource):
    """A listener within the VPC, in front of the gateway's internal port."""

    def __init__(
        self, name: str, args: PublishArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Publish", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.load_balancer = args.load_balancer
        self.api = aws.lb.TargetGroup(
            f"{name}-api",
            vpc_id=args.vpc_id,
            target_type="ip",
            port=INTERNAL_PORT,
            protocol="HTTP",
            deregistration_delay=timeouts.LOAD_BALANCER_DRAIN_S,
            health_check={
                "path": "/health",
                "interval": 10,
                "timeout": 5,
                "healthy_threshold": 2,
                "unhealthy_threshold": 3,
            },
            opts=child,
        )
        self.listener = aws.lb.Listener(
            f"{name}-http",
            load_balancer_arn=args.load_balancer.arn,
            port=PUBLISH_PORT,
            # Without a name of the team's own there is no certificate; this never leaves the VPC.
            protocol="HTTP",
            default_actions=[{"type": "forward", "target_group_arn": self.api.arn}],
            opts=child,
        )
        self.url = pulumi.Output.concat("http://", args.load_balancer.dns_name, f":{PUBLISH_PORT}")
        self.register_outputs({"url": self.url})
