"""The queue that the backend sends to, and the one for what cannot be published."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.hooks import hooked
from components.queue_policy import encrypted_on_its_way

FUNCTION_S = 60
"""That the function may take for a batch."""
VISIBILITY_S = 6 * FUNCTION_S
"""Until a batch comes again whose function died (AWS asks for six times its timeout); whatever
else fails comes again sooner, for the function says when."""
MOST_RECEIVES = 40
"""Twice the attempts after which the function puts a message aside itself: for what kills it."""
DAY_S = 86_400
KEPT_S = 4 * DAY_S
"""That a message waits at most; policy."""
DEAD_KEPT_S = 14 * DAY_S
"""The longest that SQS keeps one."""
LARGEST = 255 * 1024
"""Bytes: the rest of SQS's 256 KiB is for the reason that a dead letter brings along."""


@dataclass
class PublisherQueueArgs:
    """How well what is queued is guarded."""

    protect: bool


class PublisherQueue(pulumi.ComponentResource):
    """Both queues, encrypted, and a policy for who may send."""

    def __init__(
        self, name: str, args: PublisherQueueArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:PublisherQueue", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        guarded = pulumi.ResourceOptions(parent=self, protect=args.protect)
        self.dead = aws.sqs.Queue(
            f"{name}-dead",
            message_retention_seconds=DEAD_KEPT_S,
            sqs_managed_sse_enabled=True,
            opts=guarded,
        )
        queue_args = aws.sqs.QueueArgs(
            visibility_timeout_seconds=VISIBILITY_S,
            message_retention_seconds=KEPT_S,
            max_message_size=LARGEST,
            sqs_managed_sse_enabled=True,
            redrive_policy=pulumi.Output.json_dumps(
                {"deadLetterTargetArn": self.dead.arn, "maxReceiveCount": MOST_RECEIVES}
            ),
        )
        self.queue = aws.sqs.Queue(
            f"{name}-queue", hooked(f"{name}-queue", queue_args), opts=guarded
        )
        aws.sqs.RedriveAllowPolicy(
            f"{name}-dead",
            queue_url=self.dead.id,
            redrive_allow_policy=pulumi.Output.json_dumps(
                {"redrivePermission": "byQueue", "sourceQueueArns": [self.queue.arn]}
            ),
            opts=child,
        )
        for thing, queue in (("queue", self.queue), ("dead", self.dead)):
            aws.sqs.QueuePolicy(
                f"{name}-{thing}",
                queue_url=queue.id,
                policy=pulumi.Output.json_dumps(encrypted_on_its_way(queue.arn)),
                opts=child,
            )
        self.send = aws.iam.Policy(
            f"{name}-send",
            description="Lets the backend send what it publishes, and nothing else",
            policy=pulumi.Output.json_dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": ["sqs:SendMessage"],
                            "Resource": self.queue.arn,
                        }
                    ],
                }
            ),
            opts=child,
        )
        self.register_outputs({})
