"""The publisher: what the backend queues reaches the provider, or somebody hears of it."""

from dataclasses import dataclass

import pulumi

from components.publisher_alarms import PublisherAlarms, PublisherAlarmsArgs
from components.publisher_function import PublisherFunction, PublisherFunctionArgs
from components.publisher_queue import PublisherQueue, PublisherQueueArgs


@dataclass
class PublisherArgs:
    """Which key it publishes with, how much at a time, and who is told when it fails."""

    key_arn: pulumi.Input[str]
    concurrency: int
    """Batches at the same time."""
    log_days: int
    alarm_topic_arn: pulumi.Input[str]
    protect: bool


class Publisher(pulumi.ComponentResource):
    """The queue with its dead letters, the function that empties it, and the alarms."""

    def __init__(
        self, name: str, args: PublisherArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Publisher", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        queues = PublisherQueue(name, PublisherQueueArgs(protect=args.protect), opts=child)
        function = PublisherFunction(
            name,
            PublisherFunctionArgs(
                queue=queues.queue,
                dead=queues.dead,
                key_arn=args.key_arn,
                concurrency=args.concurrency,
                log_days=args.log_days,
            ),
            opts=child,
        )
        PublisherAlarms(
            name,
            PublisherAlarmsArgs(
                queue=queues.queue,
                dead=queues.dead,
                function=function.function,
                topic_arn=args.alarm_topic_arn,
            ),
            opts=child,
        )
        self.queue = queues.queue
        self.dead = queues.dead
        self.policy_arn = queues.send.arn
        self.register_outputs({"queue_url": self.queue.id})
