"""The HTTP API in front of the token endpoint: one route, throttled before anything is paid for."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

ROUTE = "POST /token"


@dataclass
class TokenApiArgs:
    """What it calls, who may, and how often."""

    function: aws.lambda_.Function
    origins: list[str]
    rate: int
    """Requests a second."""
    burst: int
    log_days: int


class TokenApi(pulumi.ComponentResource):
    """An HTTP API with its stage, route and access log."""

    def __init__(
        self, name: str, args: TokenApiArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:TokenApi", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        api = aws.apigatewayv2.Api(
            name,
            protocol_type="HTTP",
            cors_configuration=aws.apigatewayv2.ApiCorsConfigurationArgs(
                allow_origins=args.origins,
                allow_methods=["POST"],
                allow_headers=["authorization", "content-type"],
                max_age=600,
            ),
            opts=child,
        )
        integration = aws.apigatewayv2.Integration(
            f"{name}-function",
            api_id=api.id,
            integration_type="AWS_PROXY",
            integration_uri=args.function.invoke_arn,
            payload_format_version="2.0",
            opts=child,
        )
        route = aws.apigatewayv2.Route(
            f"{name}-token",
            api_id=api.id,
            route_key=ROUTE,
            target=pulumi.Output.concat("integrations/", integration.id),
            opts=child,
        )
        log = aws.cloudwatch.LogGroup(f"{name}-log", retention_in_days=args.log_days, opts=child)
        aws.apigatewayv2.Stage(
            f"{name}-stage",
            api_id=api.id,
            name="$default",
            auto_deploy=True,
            default_route_settings=aws.apigatewayv2.StageDefaultRouteSettingsArgs(
                throttling_rate_limit=args.rate, throttling_burst_limit=args.burst
            ),
            access_log_settings=aws.apigatewayv2.StageAccessLogSettingsArgs(
                destination_arn=log.arn,
                format=json.dumps(
                    {
                        "request": "$context.requestId",
                        "status": "$context.status",
                        "address": "$context.identity.sourceIp",
                        "refused": "$context.authorizer.error",
                    }
                ),
            ),
            # A stage that deploys before its route is there would answer 404.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[route]),
        )
        aws.lambda_.Permission(
            f"{name}-permission",
            function=args.function.name,
            action="lambda:InvokeFunction",
            principal="apigateway.amazonaws.com",
            source_arn=pulumi.Output.concat(api.execution_arn, "/*/POST/token"),
            opts=child,
        )
        self.url = pulumi.Output.concat(api.api_endpoint, "/token")
        self.register_outputs({"url": self.url})
