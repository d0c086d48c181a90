"""The web application firewall in front of everything."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.hooks import hooked


@dataclass
class WebAclArgs:
    """How much one address may ask for."""

    requests_per_address: int
    """In five minutes. An office or a carrier is one address (`platform.users_per_address`)."""
    load_balancer_arn: pulumi.Input[str]


class WebAcl(pulumi.ComponentResource):
    """A web ACL that bounds the requests of one address.

    A connection is one request, so this bounds how fast an address may come back. AWS's managed
    rules are left out: they refuse tokens in a query string and messages in a body, both of which
    the gateway's transports need, and they see nothing of an open WebSocket.
    """

    def __init__(
        self, name: str, args: WebAclArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:WebAcl", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        acl = aws.wafv2.WebAcl(
            f"{name}-acl",
            hooked(
                f"{name}-acl",
                aws.wafv2.WebAclArgs(
                    scope="REGIONAL",
                    default_action=aws.wafv2.WebAclDefaultActionArgs(
                        allow=aws.wafv2.WebAclDefaultActionAllowArgs()
                    ),
                    rules=[_rate(args.requests_per_address)],
                    visibility_config=aws.wafv2.WebAclVisibilityConfigArgs(
                        cloudwatch_metrics_enabled=True,
                        metric_name=f"{pulumi.get_project()}-{pulumi.get_stack()}",
                        sampled_requests_enabled=True,
                    ),
                ),
            ),
            opts=child,
        )
        aws.wafv2.WebAclAssociation(
            f"{name}-association",
            resource_arn=args.load_balancer_arn,
            web_acl_arn=acl.arn,
            opts=child,
        )
        self.arn = acl.arn
        self.register_outputs({"arn": self.arn})


def _rate(limit: int) -> aws.wafv2.WebAclRuleArgs:
    """Block an address that sends more than `limit` requests in five minutes."""
    return aws.wafv2.WebAclRuleArgs(
        name="requests-per-address",
        priority=1,
        action=aws.wafv2.WebAclRuleActionArgs(block=aws.wafv2.WebAclRuleActionBlockArgs()),
        statement=aws.wafv2.WebAclRuleStatementArgs(
            rate_based_statement=aws.wafv2.WebAclRuleStatementRateBasedStatementArgs(
                aggregate_key_type="IP",
                evaluation_window_sec=300,
                limit=limit,
            )
        ),
        visibility_config=aws.wafv2.WebAclRuleVisibilityConfigArgs(
            cloudwatch_metrics_enabled=True,
            metric_name="requests-per-address",
            sampled_requests_enabled=True,
        ),
    )
