"""Usage: tells how much of Ably's limits is used, and rings before one is reached."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.usage_alarms import UsageAlarms, UsageAlarmsArgs
from components.usage_function import UsageFunction, UsageFunctionArgs
from components.usage_schedule import UsageSchedule, UsageScheduleArgs


@dataclass
class UsageArgs:
    """Which key reads the statistics, what is allowed, and who is told."""

    key_arn: pulumi.Input[str]
    limits: Mapping[str, int]
    """By alarm."""
    log_days: int
    alarm_topic_arn: pulumi.Input[str]


class Usage(pulumi.ComponentResource):
    """The function that looks at Ably's statistics, its schedule, and alarms on what it finds."""

    def __init__(
        self, name: str, args: UsageArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Usage", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        function = UsageFunction(
            name, UsageFunctionArgs(key_arn=args.key_arn, log_days=args.log_days), opts=child
        )
        UsageSchedule(name, UsageScheduleArgs(function=function.function), opts=child)
        UsageAlarms(
            name,
            UsageAlarmsArgs(
                function=function.function,
                namespace=function.namespace,
                limits=args.limits,
                topic_arn=args.alarm_topic_arn,
            ),
            opts=child,
        )
        self.register_outputs({})
