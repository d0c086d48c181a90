"""Monitoring: alarms, who hears them, and a dashboard."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.alarms import Alarm, alarms
from components.dashboard import dashboard
from components.edge import Edge
from components.gateway import Gateway
from components.hooks import hooked
from components.watched import watched
from settings import Settings


@dataclass
class MonitoringArgs:
    """What is watched."""

    settings: Settings
    edge: Edge
    gateway: Gateway


class Monitoring(pulumi.ComponentResource):
    """Alarms about what users feel, and about what they would feel next."""

    def __init__(
        self, name: str, args: MonitoringArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Monitoring", name, None, opts)
        self._prefix = name
        self._child = pulumi.ResourceOptions(parent=self)
        self.topic = self._topic()
        aws.sns.TopicSubscription(
            f"{name}-email",
            topic=self.topic.arn,
            protocol="email",
            endpoint=args.settings.alarm_email,
            opts=self._child,
        )
        things = watched(args.edge, args.gateway)
        for key, alarm in alarms(args.settings, things).items():
            self._alarm(key, key, alarm)
        shown = aws.cloudwatch.Dashboard(
            f"{name}-dashboard",
            hooked(f"{name}-dashboard", dashboard(things)),
            opts=self._child,
        )
        region = aws.get_region().region
        self.dashboard_url = pulumi.Output.concat(
            f"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}"
            "#dashboards/dashboard/",
            shown.dashboard_name,
        )
        self.register_outputs({"dashboard_url": self.dashboard_url})

    def _topic(self) -> aws.sns.Topic:
        """Make the topic; CloudWatch cannot publish to one that AWS's own key encrypts."""
        key = aws.kms.Key(
            f"{self._prefix}-key",
            description="Encrypts alarms on their way to who hears them",
            enable_key_rotation=True,
            policy=json.dumps(_key_policy(aws.get_caller_identity().account_id)),
            opts=self._child,
        )
        return aws.sns.Topic(f"{self._prefix}-topic", kms_master_key_id=key.arn, opts=self._child)

    def _alarm(self, thing: str, entry: str, alarm: Alarm) -> None:
        """Ring when the limit is broken, and say when it is over."""
        aws.cloudwatch.MetricAlarm(
            f"{self._prefix}-{thing}",
            alarm_description=f"{alarm.title}. What to do: README.md, Runbook, {entry}.",
            namespace=alarm.watched.namespace,
            metric_name=alarm.metric,
            dimensions={**alarm.watched.dimensions, **alarm.labels},
            statistic=alarm.statistic,
            comparison_operator=alarm.comparison,
            threshold=alarm.threshold,
            period=alarm.period_s,
            evaluation_periods=alarm.periods,
            treat_missing_data=alarm.missing,
            alarm_actions=[self.topic.arn],
            ok_actions=[self.topic.arn],
            opts=self._child,
        )


def _key_policy(account: str) -> dict[str, object]:
    """Let the account manage the key, and its alarms use it; in a key's policy, `*` is that key."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AccountManages",
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
                "Action": "kms:*",
                "Resource": "*",
            },
            {
                "Sid": "AlarmsPublish",
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                "Resource": "*",
                "Condition": {"StringEquals": {"aws:SourceAccount": account}},
            },
        ],
    }
