"""The edge: what clients reach, at CloudFront's own name and with its certificate."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components import timeouts
from components.clients import clients
from components.hooks import hooked

CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
"""AWS's cache policy Managed-CachingDisabled."""
ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3"
"""AWS's origin request policy Managed-AllViewer: a WebSocket needs all of its headers."""


@dataclass
class EdgeArgs:
    """Where the edge stands, and what protects it."""

    vpc_id: pulumi.Input[str]
    subnet_ids: list[pulumi.Output[str]]
    security_group_id: pulumi.Input[str]
    web_acl_arn: pulumi.Input[str]
    log_bucket: pulumi.Input[str]
    protect: bool


class Edge(pulumi.ComponentResource):
    """A distribution in front of an internal load balancer, which only it can reach."""

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
                    internal=True,
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
        self.listener = aws.lb.Listener(
            f"{name}-http",
            load_balancer_arn=self.load_balancer.arn,
            port=80,
            protocol="HTTP",
            default_actions=[{"type": "forward", "target_group_arn": self.clients.arn}],
            opts=child,
        )
        hooked(f"{name}-rules", self.listener)
        origin = aws.cloudfront.VpcOrigin(
            f"{name}-origin",
            vpc_origin_endpoint_config={
                "name": f"{pulumi.get_project()}-{pulumi.get_stack()}",
                "arn": self.load_balancer.arn,
                "http_port": 80,
                "https_port": 443,
                # Between CloudFront and the load balancer lies AWS's own network alone.
                "origin_protocol_policy": "http-only",
                "origin_ssl_protocols": {"items": ["TLSv1.2"], "quantity": 1},
            },
            opts=pulumi.ResourceOptions(parent=self, depends_on=[self.listener]),
        )
        self.distribution = aws.cloudfront.Distribution(
            f"{name}-distribution",
            hooked(
                f"{name}-distribution",
                self._distribution(args, origin.id),
            ),
            # Its name is what clients know: a new distribution would have another one.
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        self.url = pulumi.Output.concat("https://", self.distribution.domain_name)
        self.register_outputs({"url": self.url})

    def _distribution(
        self, args: EdgeArgs, vpc_origin_id: pulumi.Input[str]
    ) -> aws.cloudfront.DistributionArgs:
        """Describe a distribution that passes everything on and keeps nothing."""
        return aws.cloudfront.DistributionArgs(
            comment=f"{pulumi.get_project()} {pulumi.get_stack()}",
            enabled=True,
            http_version="http2",
            is_ipv6_enabled=True,
            web_acl_id=args.web_acl_arn,
            origins=[
                aws.cloudfront.DistributionOriginArgs(
                    origin_id="gateway",
                    domain_name=self.load_balancer.dns_name,
                    vpc_origin_config=aws.cloudfront.DistributionOriginVpcOriginConfigArgs(
                        vpc_origin_id=vpc_origin_id,
                        origin_read_timeout=timeouts.ORIGIN_READ_S,
                        origin_keepalive_timeout=timeouts.ORIGIN_READ_S,
                    ),
                )
            ],
            default_cache_behavior=aws.cloudfront.DistributionDefaultCacheBehaviorArgs(
                target_origin_id="gateway",
                viewer_protocol_policy="https-only",
                allowed_methods=["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
                cached_methods=["GET", "HEAD"],
                cache_policy_id=CACHING_DISABLED,
                origin_request_policy_id=ALL_VIEWER,
                # Compressing would hold events back until there are enough of them.
                compress=False,
            ),
            restrictions=aws.cloudfront.DistributionRestrictionsArgs(
                geo_restriction=aws.cloudfront.DistributionRestrictionsGeoRestrictionArgs(
                    restriction_type="none"
                )
            ),
            viewer_certificate=aws.cloudfront.DistributionViewerCertificateArgs(
                cloudfront_default_certificate=True
            ),
        )
