"""The function that takes what is queued to the provider.

It may empty its queue, fill the one for dead letters, read its key and write its log.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws

from components.hooks import hooked
from components.publisher_queue import FUNCTION_S

FOLDER = Path(__file__).parent.parent / "services" / "publisher" / "publisher"
MEMORY_MB = 256
"""It waits for the provider most of the time."""
BATCH = 10
"""Messages; the most that a FIFO queue hands over, and published within FUNCTION_S."""


@dataclass
class PublisherFunctionArgs:
    """What it reads, what it fills, and which key it publishes with."""

    queue: aws.sqs.Queue
    dead: aws.sqs.Queue
    key_arn: pulumi.Input[str]
    concurrency: int
    log_days: int


class PublisherFunction(pulumi.ComponentResource):
    """The function with its role, its log, and the queue as its source."""

    def __init__(
        self, name: str, args: PublisherFunctionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:PublisherFunction", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
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
                {"Version": "2012-10-17", "Statement": _statements(args, log)}
            ),
            opts=child,
        )
        function_args = aws.lambda_.FunctionArgs(
            description="Publishes what the backend queued",
            runtime=aws.lambda_.Runtime.PYTHON3D13,
            architectures=["arm64"],
            handler="publisher.handler.handle",
            code=package(),
            role=role.arn,
            timeout=FUNCTION_S,
            memory_size=MEMORY_MB,
            environment=aws.lambda_.FunctionEnvironmentArgs(
                variables={
                    "PUBLISH_KEY_ARN": args.key_arn,
                    "QUEUE_URL": args.queue.id,
                    "DEAD_LETTERS_URL": args.dead.id,
                }
            ),
            logging_config=aws.lambda_.FunctionLoggingConfigArgs(
                # The function writes its lines as JSON itself.
                log_format="Text",
                log_group=log.name,
            ),
        )
        self.function = aws.lambda_.Function(
            f"{name}-function", hooked(f"{name}-function", function_args), opts=child
        )
        aws.lambda_.EventSourceMapping(
            f"{name}-messages",
            event_source_arn=args.queue.arn,
            function_name=self.function.arn,
            batch_size=BATCH,
            function_response_types=["ReportBatchItemFailures"],
            # Bounds the calls at the provider. A function's reserved concurrency would do it by
            # refusing batches, each of which counts as an attempt of its messages.
            scaling_config=aws.lambda_.EventSourceMappingScalingConfigArgs(
                maximum_concurrency=args.concurrency
            ),
            # Lambda looks whether the role may read the queue.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        self.register_outputs({})


def _statements(
    args: PublisherFunctionArgs, log: aws.cloudwatch.LogGroup
) -> list[dict[str, object]]:
    allowed: list[tuple[list[str], pulumi.Input[str]]] = [
        (
            [
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
            ],
            args.queue.arn,
        ),
        (["sqs:SendMessage"], args.dead.arn),
        (["secretsmanager:GetSecretValue"], args.key_arn),
        (["logs:CreateLogStream", "logs:PutLogEvents"], pulumi.Output.concat(log.arn, ":*")),
    ]
    return [
        {"Effect": "Allow", "Action": actions, "Resource": resource}
        for actions, resource in allowed
    ]


def package(folder: Path = FOLDER) -> pulumi.AssetArchive:
    """Put the archive together: the function imports nothing that Lambda's Python does not have."""
    files: dict[str, pulumi.Asset | pulumi.Archive] = {
        # File by file, so that what a test run leaves beside them changes nothing.
        f"publisher/{path.name}": pulumi.FileAsset(str(path))
        for path in sorted(folder.iterdir())
        if path.suffix in {".py", ".json"}
    }
    return pulumi.AssetArchive(files)
