"""The gateway: the team's own server on Fargate, where all connections end."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.containers import ContainersArgs, containers
from components.edge import Edge
from components.hooks import hooked
from components.keys import Keys
from components.network import Network
from components.permissions import Permissions, PermissionsArgs
from components.publish import Publish
from components.redis import Redis
from components.service import Placement, service
from components.tasks import tasks
from components.traffic import Traffic
from settings import Settings


@dataclass
class GatewayArgs:
    """What the gateway stands between."""

    settings: Settings
    network: Network
    traffic: Traffic
    edge: Edge
    publish: Publish
    keys: Keys
    redis: Redis


class Gateway(pulumi.ComponentResource):
    """An ECS service with as many tasks as the connections need.

    Several tasks because of `audience.peak_users` and `platform.availability` (RT405).
    """

    def __init__(
        self, name: str, args: GatewayArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Gateway", name, None, opts)
        self._prefix = name
        self._child = pulumi.ResourceOptions(parent=self)
        days = args.settings.log_retention_days
        self.logs = aws.cloudwatch.LogGroup(
            f"{name}-logs", retention_in_days=days, opts=self._child
        )
        self.cluster = aws.ecs.Cluster(
            f"{name}-cluster", hooked(f"{name}-cluster", aws.ecs.ClusterArgs()), opts=self._child
        )
        permissions = Permissions(
            name,
            PermissionsArgs(
                log_group_arn=self.logs.arn,
                secret_arns=[
                    pulumi.Output.from_input(args.redis.secret_arn),
                    *(key.arn for key in args.keys.all),
                ],
            ),
            opts=self._child,
        )
        definition = self._definition(args, permissions)
        self.service = aws.ecs.Service(
            f"{name}-service",
            hooked(
                f"{name}-service",
                service(
                    Placement(
                        cluster_arn=self.cluster.arn,
                        task_definition_arn=definition.arn,
                        subnet_ids=args.network.private_subnet_ids,
                        security_group_id=args.traffic.gateway_id,
                        clients_arn=args.edge.clients.arn,
                        api_arn=args.publish.api.arn,
                        tasks=args.settings.gateway_tasks_min,
                    )
                ),
            ),
            opts=pulumi.ResourceOptions(
                parent=self,
                # A target group needs its listener, a secret its value, a task its permissions.
                depends_on=[
                    args.edge.listener,
                    args.publish,
                    args.keys,
                    permissions,
                    # The gateway ends at once when it finds no Redis, and rules are the way to it.
                    args.traffic,
                ],
                # Autoscaling sets the number of tasks; a deployment must not set it back.
                ignore_changes=["desired_count"],
            ),
        )
        self.register_outputs({"service": self.service.id})

    def _definition(self, args: GatewayArgs, permissions: Permissions) -> aws.ecs.TaskDefinition:
        """Make the task definition; a change of it is a new revision and a deployment."""
        name, settings = self._prefix, args.settings
        described = containers(
            ContainersArgs(
                settings=settings,
                region=aws.get_region().region,
                log_group=self.logs.name,
                keys=args.keys,
                redis=args.redis,
            )
        )
        definition = tasks(settings, permissions, hooked(f"{name}-containers", described))
        return aws.ecs.TaskDefinition(
            f"{name}-tasks", hooked(f"{name}-tasks", definition), opts=self._child
        )
