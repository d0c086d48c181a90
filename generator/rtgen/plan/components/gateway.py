"""The gateway's service."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Resource, StackPlan


def gateway(_stack: StackPlan) -> Iterator[Resource]:
    """A Fargate service with its logs and roles."""
    component = Component("gateway")
    yield component.has("cloudwatch/logGroup:LogGroup", "logs")
    yield component.has("ecs/cluster:Cluster", "cluster")
    for role in ("execution", "task"):
        yield component.has("iam/role:Role", role)
        yield component.has("iam/rolePolicy:RolePolicy", role)
    yield component.has("ecs/taskDefinition:TaskDefinition", "tasks")
    yield component.has("ecs/service:Service", "service")
