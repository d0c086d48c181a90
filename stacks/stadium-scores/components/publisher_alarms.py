"""What keeps messages from their readers, and rings: dead letters, waiting, a failing function."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

LATE_S = 300
"""Age of the oldest message from which somebody is told; policy."""
EXPIRING_S = 10 * 86_400
"""Age of the oldest dead letter, four days before SQS drops it."""
SQS, LAMBDA = "AWS/SQS", "AWS/Lambda"


@dataclass
class PublisherAlarmsArgs:
    """What is watched, and who is told."""

    queue: aws.sqs.Queue
    dead: aws.sqs.Queue
    function: aws.lambda_.Function
    topic_arn: pulumi.Input[str]


class PublisherAlarms(pulumi.ComponentResource):
    """The alarms of the publisher; README.md, Runbook, says what to do."""

    def __init__(
        self, name: str, args: PublisherAlarmsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:PublisherAlarms", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        dead = {"QueueName": args.dead.name}
        function = {"FunctionName": args.function.name}
        alarms = {
            "dead": aws.cloudwatch.MetricAlarmArgs(
                alarm_description="Messages could not be published: see the dead letters",
                namespace=SQS,
                metric_name="ApproximateNumberOfMessagesVisible",
                dimensions=dead,
                comparison_operator="GreaterThanThreshold",
                evaluation_periods=1,
                threshold=0,
                # What lies there for hours is measured no more, and lies there all the same.
                treat_missing_data="ignore",
            ),
            "expiring": aws.cloudwatch.MetricAlarmArgs(
                alarm_description="Dead letters are dropped for good in four days",
                namespace=SQS,
                metric_name="ApproximateAgeOfOldestMessage",
                dimensions=dead,
                comparison_operator="GreaterThanThreshold",
                evaluation_periods=1,
                threshold=EXPIRING_S,
                treat_missing_data="ignore",
            ),
            "late": aws.cloudwatch.MetricAlarmArgs(
                alarm_description="A message has been waiting for five minutes to be published",
                namespace=SQS,
                metric_name="ApproximateAgeOfOldestMessage",
                dimensions={"QueueName": args.queue.name},
                comparison_operator="GreaterThanThreshold",
                evaluation_periods=2,
                threshold=LATE_S,
            ),
            "errors": aws.cloudwatch.MetricAlarmArgs(
                alarm_description="The publisher's function crashes or runs out of time",
                namespace=LAMBDA,
                metric_name="Errors",
                dimensions=function,
                comparison_operator="GreaterThanThreshold",
                evaluation_periods=2,
                threshold=0,
            ),
            "throttles": aws.cloudwatch.MetricAlarmArgs(
                alarm_description="The account's concurrency is used up: messages wait",
                namespace=LAMBDA,
                metric_name="Throttles",
                dimensions=function,
                comparison_operator="GreaterThanThreshold",
                evaluation_periods=2,
                threshold=0,
            ),
        }
        for thing, alarm in alarms.items():
            alarm.alarm_actions = alarm.ok_actions = [args.topic_arn]
            alarm.period = 60
            alarm.statistic = "Maximum" if alarm.namespace == SQS else "Sum"
            alarm.treat_missing_data = alarm.treat_missing_data or "notBreaching"
            aws.cloudwatch.MetricAlarm(f"{name}-{thing}", alarm, opts=child)
        self.register_outputs({})
