"""What keeps users out, and rings: failures, refusals for want of capacity, slowness."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

SECONDS = 1_000
"""In milliseconds, CloudWatch's unit of a function's duration."""
ABOVE = "GreaterThanThreshold"
MINUTES = 5
"""That an alarm looks back."""


@dataclass
class TokensAlarmsArgs:
    """What is watched, what its names begin with, and who is told."""

    prefix: str
    function: aws.lambda_.Function
    log: aws.cloudwatch.LogGroup
    topic_arn: pulumi.Input[str]


class TokensAlarms(pulumi.ComponentResource):
    """The alarms of the token endpoint; README.md, Runbook, says what to do."""

    def __init__(
        self, name: str, args: TokensAlarmsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:TokensAlarms", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        namespace = pulumi.Output.concat(pulumi.get_project(), "/", pulumi.get_stack())
        aws.cloudwatch.LogMetricFilter(
            f"{args.prefix}-failed",
            log_group_name=args.log.name,
            # What the function could not answer although the request was in order.
            pattern="{ $.status >= 500 }",
            metric_transformation=aws.cloudwatch.LogMetricFilterMetricTransformationArgs(
                name="TokenEndpointFailed", namespace=namespace, value="1"
            ),
            opts=child,
        )
        watched = {"FunctionName": args.function.name}
        alarms = {
            "failed": aws.cloudwatch.MetricAlarmArgs(
                alarm_description="The token endpoint answers 5xx: see its log for the reason",
                namespace=namespace,
                metric_name="TokenEndpointFailed",
                statistic="Sum",
                comparison_operator=ABOVE,
                evaluation_periods=MINUTES,
            ),
            "errors": aws.cloudwatch.MetricAlarmArgs(
                alarm_description="The token endpoint's function crashes or runs out of time",
                namespace="AWS/Lambda",
                metric_name="Errors",
                statistic="Sum",
                dimensions=watched,
                comparison_operator=ABOVE,
                evaluation_periods=MINUTES,
            ),
            "throttles": aws.cloudwatch.MetricAlarmArgs(
                alarm_description="The account's concurrency is used up: users wait for tokens",
                namespace="AWS/Lambda",
                metric_name="Throttles",
                statistic="Sum",
                dimensions=watched,
                comparison_operator=ABOVE,
                evaluation_periods=MINUTES,
            ),
            "slow": aws.cloudwatch.MetricAlarmArgs(
                alarm_description="One token in a hundred takes more than two seconds",
                namespace="AWS/Lambda",
                metric_name="Duration",
                extended_statistic="p99",
                threshold=2 * SECONDS,
                dimensions=watched,
                comparison_operator=ABOVE,
                evaluation_periods=MINUTES,
            ),
        }
        for thing, alarm in alarms.items():
            alarm.alarm_actions = alarm.ok_actions = [args.topic_arn]
            alarm.period = 60
            alarm.threshold = alarm.threshold or 0
            alarm.treat_missing_data = "notBreaching"
            # One bad minute is not a trend; slowness must last.
            alarm.datapoints_to_alarm = MINUTES if thing == "slow" else 2
            aws.cloudwatch.MetricAlarm(f"{args.prefix}-{thing}", alarm, opts=child)
        self.register_outputs({})
