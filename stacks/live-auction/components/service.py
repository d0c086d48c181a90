"""How the gateway's tasks run, and how they are replaced."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.traffic import CLIENT_PORT, INTERNAL_PORT


@dataclass
class Placement:
    """What runs, and between what."""

    cluster_arn: pulumi.Input[str]
    task_definition_arn: pulumi.Input[str]
    subnet_ids: list[pulumi.Output[str]]
    security_group_id: pulumi.Input[str]
    clients_arn: pulumi.Input[str]
    """Target group of the client connections."""
    api_arn: pulumi.Input[str]
    """Target group of the publish API."""
    tasks: int
    """At the beginning; from then on autoscaling sets the number."""


def service(placement: Placement) -> aws.ecs.ServiceArgs:
    """Describe the service."""
    return aws.ecs.ServiceArgs(
        cluster=placement.cluster_arn,
        task_definition=placement.task_definition_arn,
        launch_type="FARGATE",
        desired_count=placement.tasks,
        # New tasks come before old ones go, so that a deployment never has too few.
        deployment_minimum_healthy_percent=100,
        deployment_maximum_percent=200,
        deployment_circuit_breaker=aws.ecs.ServiceDeploymentCircuitBreakerArgs(
            enable=True, rollback=True
        ),
        # Moving a task to another zone would cut its connections.
        availability_zone_rebalancing="DISABLED",
        health_check_grace_period_seconds=60,
        network_configuration=aws.ecs.ServiceNetworkConfigurationArgs(
            subnets=placement.subnet_ids,
            security_groups=[placement.security_group_id],
            assign_public_ip=False,
        ),
        load_balancers=[
            _at_port(CLIENT_PORT, placement.clients_arn),
            _at_port(INTERNAL_PORT, placement.api_arn),
        ],
        propagate_tags="SERVICE",
    )


def _at_port(port: int, target_group_arn: pulumi.Input[str]) -> aws.ecs.ServiceLoadBalancerArgs:
    return aws.ecs.ServiceLoadBalancerArgs(
        container_name="gateway", container_port=port, target_group_arn=target_group_arn
    )
