"""The token endpoint: tells who a user is, and lets that user into the channels that are theirs.

A function behind an HTTP API. It may read its own keys and write its own log, and nothing else.
"""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.hooks import hooked
from components.tokens_alarms import TokensAlarms, TokensAlarmsArgs
from components.tokens_api import TokenApi, TokenApiArgs
from components.tokens_package import package

TIMEOUT_S = 10
"""Above what reading two keys takes at a cold start; a client asks again after it."""
MEMORY_MB = 512
"""Processor comes with memory: a cold start is mostly imports."""


@dataclass
class TokensArgs:
    """Which keys it reads, how much it takes, and who is told when it fails."""

    provider_key_arn: pulumi.Input[str]
    token_key_arn: pulumi.Input[str]
    origins: list[str]
    rate: int
    """Requests a second."""
    burst: int
    log_days: int
    alarm_topic_arn: pulumi.Input[str]


class Tokens(pulumi.ComponentResource):
    """The function with its role, log, API and alarms."""

    def __init__(
        self, name: str, args: TokensArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Tokens", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        log = aws.cloudwatch.LogGroup(f"{name}-log", retention_in_days=args.log_days, opts=child)
        keys = {"PROVIDER_KEY_ARN": args.provider_key_arn}
        keys["TOKEN_KEY_ARN"] = args.token_key_arn
        role, policy = self._role(name, log, list(keys.values()))
        function_args = aws.lambda_.FunctionArgs(
            description="Issues short-lived tokens for the channels that are a user's",
            runtime=aws.lambda_.Runtime.PYTHON3D13,
            architectures=["arm64"],
            handler="token_endpoint.handler.handle",
            code=package(),
            role=role.arn,
            timeout=TIMEOUT_S,
            memory_size=MEMORY_MB,
            environment=aws.lambda_.FunctionEnvironmentArgs(variables=keys),
            logging_config=aws.lambda_.FunctionLoggingConfigArgs(
                # The function writes its lines as JSON itself.
                log_format="Text",
                log_group=log.name,
            ),
        )
        function = aws.lambda_.Function(
            f"{name}-function",
            hooked(f"{name}-function", function_args),
            # Without its policy the first requests could not read the keys.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        api = TokenApi(
            f"{name}-api",
            TokenApiArgs(
                function=function,
                origins=args.origins,
                rate=args.rate,
                burst=args.burst,
                log_days=args.log_days,
            ),
            opts=child,
        )
        TokensAlarms(
            f"{name}-alarms",
            TokensAlarmsArgs(
                prefix=name, function=function, log=log, topic_arn=args.alarm_topic_arn
            ),
            opts=child,
        )
        self.url = api.url
        self.register_outputs({"url": self.url})

    def _role(
        self, name: str, log: aws.cloudwatch.LogGroup, keys: list[pulumi.Input[str]]
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        """Make a role that may read these keys and write this log."""
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            assume_role_policy=json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "lambda.amazonaws.com"},
                            "Action": "sts:AssumeRole",
                        }
                    ],
                }
            ),
            opts=child,
        )
        statements = [
            {
                "Effect": "Allow",
                "Action": ["secretsmanager:GetSecretValue"],
                "Resource": keys,
            },
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": pulumi.Output.concat(log.arn, ":*"),
            },
        ]
        policy = aws.iam.RolePolicy(
            f"{name}-policy",
            role=role.id,
            policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements}),
            opts=child,
        )
        return role, policy
