"""What a task of the gateway is: its size, its rights, its containers."""

import pulumi
import pulumi_aws as aws

from components.container import Container
from components.permissions import Permissions
from settings import Settings


def tasks(
    settings: Settings, permissions: Permissions, containers: list[Container]
) -> aws.ecs.TaskDefinitionArgs:
    """Describe the task definition."""
    return aws.ecs.TaskDefinitionArgs(
        family=f"{pulumi.get_project()}-{settings.environment}",
        requires_compatibilities=["FARGATE"],
        network_mode="awsvpc",
        runtime_platform=aws.ecs.TaskDefinitionRuntimePlatformArgs(
            cpu_architecture="ARM64", operating_system_family="LINUX"
        ),
        cpu=str(settings.gateway_cpu),
        memory=str(settings.gateway_memory),
        execution_role_arn=permissions.execution.arn,
        task_role_arn=permissions.task.arn,
        # Empty at the start of a task, and gone with it.
        volumes=[aws.ecs.TaskDefinitionVolumeArgs(name="config")],
        container_definitions=pulumi.Output.json_dumps(containers),
    )
