"""What calls the check of Ably's limits, and may do nothing else."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

EVERY = "rate(5 minutes)"


@dataclass
class UsageScheduleArgs:
    """What is called."""

    function: aws.lambda_.Function


class UsageSchedule(pulumi.ComponentResource):
    """A schedule with its role."""

    def __init__(
        self, name: str, args: UsageScheduleArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:UsageSchedule", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        account = aws.get_caller_identity().account_id
        role = aws.iam.Role(
            f"{name}-schedule",
            assume_role_policy=json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "scheduler.amazonaws.com"},
                            "Action": "sts:AssumeRole",
                            # No schedule of another account takes it.
                            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
                        }
                    ],
                }
            ),
            opts=child,
        )
        policy = aws.iam.RolePolicy(
            f"{name}-schedule",
            role=role.id,
            policy=pulumi.Output.json_dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": ["lambda:InvokeFunction"],
                            "Resource": args.function.arn,
                        }
                    ],
                }
            ),
            opts=child,
        )
        aws.scheduler.Schedule(
            f"{name}-schedule",
            schedule_expression=EVERY,
            flexible_time_window=aws.scheduler.ScheduleFlexibleTimeWindowArgs(mode="OFF"),
            target=aws.scheduler.ScheduleTargetArgs(
                arn=args.function.arn,
                role_arn=role.arn,
                # The next run looks back far enough; a late one says nothing new.
                retry_policy=aws.scheduler.ScheduleTargetRetryPolicyArgs(maximum_retry_attempts=0),
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        self.register_outputs({})
