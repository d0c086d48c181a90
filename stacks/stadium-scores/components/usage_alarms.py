"""Alarms at 80 % of Ably's limits, and on the check itself: what it misses, nobody hears of."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.hooks import hooked

RINGS_AT_PERCENT = 80
"""Of a limit: what is left is the time to get a larger plan in; policy."""
PERIOD_S = 300
"""The time between two runs of the check."""
LOOKS_BACK = 3
"""Periods without a figure, or in which it fails, until the check itself rings."""
ALWAYS = "AblyConnections"
"""A metric that every run of the check publishes that reaches Ably."""
METRICS = {
    "connections": ("AblyConnections", "Connections at the same time"),
    "channels": ("AblyChannels", "Channels in use at the same time"),
    "messages": ("AblyMessages", "Messages a second in and out"),
    "messages-a-month": ("AblyMessagesAMonth", "Messages in a month in and out"),
}
"""By alarm: what it watches, and how that reads."""


@dataclass
class UsageAlarmsArgs:
    """What is watched, what is allowed, and who is told."""

    function: aws.lambda_.Function
    namespace: str
    """Of the metrics."""
    limits: Mapping[str, int]
    """By alarm."""
    topic_arn: pulumi.Input[str]


class UsageAlarms(pulumi.ComponentResource):
    """One alarm for each limit, two for the check; README.md, Runbook, says what to do."""

    def __init__(
        self, name: str, args: UsageAlarmsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:UsageAlarms", name, None, opts)
        alarms = {
            thing: aws.cloudwatch.MetricAlarmArgs(
                alarm_description=f"{sentence}: {RINGS_AT_PERCENT} % of {args.limits[thing]:,}",
                namespace=args.namespace,
                metric_name=metric,
                statistic="Maximum",
                comparison_operator="GreaterThanOrEqualToThreshold",
                evaluation_periods=1,
                threshold=args.limits[thing] * RINGS_AT_PERCENT // 100,
                # What is not known changes nothing: the check has alarms of its own.
                treat_missing_data="ignore",
            )
            for thing, (metric, sentence) in METRICS.items()
        }
        alarms["errors"] = aws.cloudwatch.MetricAlarmArgs(
            alarm_description="The check of Ably's limits fails: see its log for the reason",
            namespace="AWS/Lambda",
            metric_name="Errors",
            dimensions={"FunctionName": args.function.name},
            statistic="Sum",
            comparison_operator="GreaterThanThreshold",
            evaluation_periods=LOOKS_BACK,
            # Ably's statistics may be out of reach once; the next run looks back far enough.
            datapoints_to_alarm=2,
            threshold=0,
            treat_missing_data="notBreaching",
        )
        alarms["missing"] = aws.cloudwatch.MetricAlarmArgs(
            alarm_description="Nobody knows for a quarter of an hour how much of Ably is used",
            namespace=args.namespace,
            metric_name=ALWAYS,
            statistic="SampleCount",
            comparison_operator="LessThanThreshold",
            evaluation_periods=LOOKS_BACK,
            threshold=1,
            treat_missing_data="breaching",
        )
        for thing, alarm in alarms.items():
            alarm.alarm_actions = alarm.ok_actions = [args.topic_arn]
            alarm.period = PERIOD_S
            resource = f"{name}-{thing}"
            aws.cloudwatch.MetricAlarm(
                resource, hooked(resource, alarm), opts=pulumi.ResourceOptions(parent=self)
            )
        self.register_outputs({})
