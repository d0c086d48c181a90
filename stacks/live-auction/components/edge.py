"""The edge: what clients reach, with a certificate of the team's (`platform.certificate_arn`)."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components import timeouts
from components.clients import clients
from components.hooks import hooked


@dataclass
class EdgeArgs:
    """Where the edge stands, and what proves its name."""

    vpc_id: pulumi.Input[str]
    subnet_ids: list[pulumi.Output[str]]
    security_group_id: pulumi.Input[str]
    certificate_arn: str
    """Is there already, in the stack's own region."""
    log_bucket: pulumi.Input[str]
    protect: bool


class Edge(pulumi.ComponentResource):
    """An internet-facing load balancer with TLS, in front of the gateway's client port."""

    def __init__(
        self, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Edge", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.load_balancer = aws.lb.LoadBalancer(
            f"{name}-load-balancer",
            hooked(
                f"{name}-load-balancer",
                aws.lb.LoadBalancerArgs(
                    load_balancer_type="application",
                    internal=False,
                    subnets=args.subnet_ids,
                    security_groups=[args.security_group_id],
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
        self.clients = aws.lb.TargetGroup(
            f"{name}-clients", hooked(f"{name}-clients", clients(args.vpc_id)), opts=child
        )
        to_clients = aws.lb.ListenerDefaultActionArgs(
            type="forward", target_group_arn=self.clients.arn
        )
        self.listener = aws.lb.Listener(
            f"{name}-https",
            hooked(
                f"{name}-https",
                aws.lb.ListenerArgs(
                    load_balancer_arn=self.load_balancer.arn,
                    port=443,
                    protocol="HTTPS",
                    ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
                    certificate_arn=args.certificate_arn,
                    default_actions=[to_clients],
                ),
            ),
            opts=child,
        )
        hooked(f"{name}-rules", self.listener)
        aws.lb.Listener(
            f"{name}-http",
            load_balancer_arn=self.load_balancer.arn,
            port=80,
            protocol="HTTP",
            default_actions=[
                {
                    "type": "redirect",
                    "redirect": {"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"},
                }
            ],
            opts=child,
        )
        # The team's own name points here; which names the certificate has, the stack does not know.
        self.dns_target = self.load_balancer.dns_name
        self.dns_target_zone = self.load_balancer.zone_id
        self.register_outputs({"dns_target": self.dns_target})
