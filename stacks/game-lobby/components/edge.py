"""The edge: what clients reach at the team's own name (spec: `platform.domain`)."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components import timeouts
from components.certificate import Certificate, CertificateArgs
from components.clients import clients
from components.hooks import hooked


@dataclass
class EdgeArgs:
    """Where the edge stands, and what it is called."""

    vpc_id: pulumi.Input[str]
    subnet_ids: list[pulumi.Output[str]]
    security_group_id: pulumi.Input[str]
    domain_name: str
    zone_id: pulumi.Input[str]
    log_bucket: pulumi.Input[str]
    protect: bool


class Edge(pulumi.ComponentResource):
    """An internet-facing load balancer with TLS, in front of the gateway's client port."""

    def __init__(
        self, name: str, args: EdgeArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Edge", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        certificate = Certificate(
            f"{name}-tls",
            CertificateArgs(domain_name=args.domain_name, zone_id=args.zone_id),
            opts=child,
        )
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
                    certificate_arn=certificate.arn,
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
        aws.route53.Record(
            f"{name}-address",
            zone_id=args.zone_id,
            name=args.domain_name,
            type="A",
            aliases=[
                {
                    "name": self.load_balancer.dns_name,
                    "zone_id": self.load_balancer.zone_id,
                    "evaluate_target_health": True,
                }
            ],
            opts=child,
        )
        self.url = f"https://{args.domain_name}"
        self.register_outputs({"url": self.url})
