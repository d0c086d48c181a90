"""The two roles of a gateway task: what ECS may do to start it, and what its containers may do."""

import json
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass
class PermissionsArgs:
    """What a task reads and writes."""

    log_group_arn: pulumi.Output[str]
    secret_arns: list[pulumi.Output[str]]


class Permissions(pulumi.ComponentResource):
    """Roles that may do what a task needs, on this stack's own logs and secrets."""

    def __init__(
        self, name: str, args: PermissionsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Permissions", name, None, opts)
        account = aws.get_caller_identity().account_id
        region = aws.get_region().region
        write_logs = ["logs:CreateLogStream", "logs:PutLogEvents"]
        repositories = f"arn:aws:ecr:{region}:{account}:repository/*"
        self.execution = self._role(
            f"{name}-execution",
            account,
            [
                _allow(write_logs, pulumi.Output.concat(args.log_group_arn, ":*")),
                _allow(["secretsmanager:GetSecretValue"], args.secret_arns),
                # For images in a registry of the account; logging in there knows no resource.
                _allow(["ecr:GetAuthorizationToken"], "*"),
                _allow(
                    [
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:GetDownloadUrlForLayer",
                    ],
                    repositories,
                ),
            ],
        )
        # Sending metrics knows no resource; the namespace is what bounds it.
        self.task = self._role(
            f"{name}-task",
            account,
            [
                {
                    **_allow(["cloudwatch:PutMetricData"], "*"),
                    "Condition": {"StringEquals": {"cloudwatch:namespace": pulumi.get_project()}},
                }
            ],
        )
        self.register_outputs({})

    def _role(self, name: str, account: str, statements: list[dict[str, object]]) -> aws.iam.Role:
        """Make a role for tasks of this account, with one policy."""
        role = aws.iam.Role(
            name,
            assume_role_policy=json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                            "Action": "sts:AssumeRole",
                            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
                        }
                    ],
                }
            ),
            opts=pulumi.ResourceOptions(parent=self),
        )
        aws.iam.RolePolicy(
            name,
            role=role.id,
            policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements}),
            opts=pulumi.ResourceOptions(parent=self),
        )
        return role


def _allow(
    actions: list[str], resource: pulumi.Input[str] | list[pulumi.Output[str]]
) -> dict[str, object]:
    return {"Effect": "Allow", "Action": actions, "Resource": resource}
