"""The function that looks at Ably's statistics.

It may read its key, write its log, and send metrics into this stack's namespace.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws

from components.hooks import hooked

FOLDER = Path(__file__).parent.parent / "services" / "usage" / "usage"
MEMORY_MB = 256
"""It waits for Ably most of the time."""
TIMEOUT_S = 60
"""Above what three answers of Ably take; a run that takes longer has failed."""


@dataclass
class UsageFunctionArgs:
    """Which key it reads the statistics with."""

    key_arn: pulumi.Input[str]
    log_days: int


class UsageFunction(pulumi.ComponentResource):
    """The function with its role and its log."""

    def __init__(
        self, name: str, args: UsageFunctionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:UsageFunction", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.namespace = f"{pulumi.get_project()}/{pulumi.get_stack()}"
        log = aws.cloudwatch.LogGroup(f"{name}-log", retention_in_days=args.log_days, opts=child)
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
        policy = aws.iam.RolePolicy(
            f"{name}-policy",
            role=role.id,
            policy=pulumi.Output.json_dumps(
                {"Version": "2012-10-17", "Statement": self._statements(args, log)}
            ),
            opts=child,
        )
        function_args = aws.lambda_.FunctionArgs(
            description="Tells CloudWatch how much of Ably's limits is used",
            runtime=aws.lambda_.Runtime.PYTHON3D13,
            architectures=["arm64"],
            handler="usage.handler.handle",
            code=package(),
            role=role.arn,
            timeout=TIMEOUT_S,
            memory_size=MEMORY_MB,
            environment=aws.lambda_.FunctionEnvironmentArgs(
                variables={
                    "STATISTICS_KEY_ARN": args.key_arn,
                    "METRICS_NAMESPACE": self.namespace,
                }
            ),
            logging_config=aws.lambda_.FunctionLoggingConfigArgs(
                # The function writes its lines as JSON itself.
                log_format="Text",
                log_group=log.name,
            ),
        )
        self.function = aws.lambda_.Function(
            f"{name}-function",
            hooked(f"{name}-function", function_args),
            # Without its policy the first run could not read the key.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        self.register_outputs({})

    def _statements(
        self, args: UsageFunctionArgs, log: aws.cloudwatch.LogGroup
    ) -> list[dict[str, object]]:
        return [
            {
                "Effect": "Allow",
                "Action": ["secretsmanager:GetSecretValue"],
                "Resource": args.key_arn,
            },
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": pulumi.Output.concat(log.arn, ":*"),
            },
            {
                "Effect": "Allow",
                "Action": ["cloudwatch:PutMetricData"],
                # Metrics are no resources: what bounds it is the namespace.
                "Resource": "*",
                "Condition": {"StringEquals": {"cloudwatch:namespace": self.namespace}},
            },
        ]


def package(folder: Path = FOLDER) -> pulumi.AssetArchive:
    """Put the archive together: the function imports nothing that Lambda's Python does not have."""
    files: dict[str, pulumi.Asset | pulumi.Archive] = {
        # File by file, so that what a test run leaves beside them changes nothing.
        f"usage/{path.name}": pulumi.FileAsset(str(path))
        for path in sorted(folder.iterdir())
        if path.suffix in {".py", ".json"}
    }
    return pulumi.AssetArchive(files)
