"""Who hears the alarms."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass
class MonitoringArgs:
    """Who is told."""

    alarm_email: str


class Monitoring(pulumi.ComponentResource):
    """A topic that every alarm of this stack writes to."""

    def __init__(
        self, name: str, args: MonitoringArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Monitoring", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        # CloudWatch cannot publish to a topic that AWS's own key encrypts.
        key = aws.kms.Key(
            f"{name}-key",
            description="Encrypts alarms on their way to who hears them",
            enable_key_rotation=True,
            policy=json.dumps(_key_policy(aws.get_caller_identity().account_id)),
            opts=child,
        )
        self.topic = aws.sns.Topic(f"{name}-topic", kms_master_key_id=key.arn, opts=child)
        aws.sns.TopicSubscription(
            f"{name}-email",
            topic=self.topic.arn,
            protocol="email",
            endpoint=args.alarm_email,
            opts=child,
        )
        self.register_outputs({"topic_arn": self.topic.arn})


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
