"""Valkey."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import RedisPlan, Resource, StackPlan


def redis(stack: StackPlan) -> Iterator[Resource]:
    """Replication groups with a user of their own; nothing without Redis, or with one that is there."""
    if stack.redis is None or stack.redis.given:
        return
    component = Component("redis")
    yield from component.secret("password")
    yield Resource("random:index/randomId:RandomId", "redis-suffix", "redis", protect=False)
    yield component.has("elasticache/user:User", "user")
    yield component.has("elasticache/userGroup:UserGroup", "users")
    yield component.has("elasticache/subnetGroup:SubnetGroup", "subnets")
    yield component.has("elasticache/parameterGroup:ParameterGroup", "parameters")
    yield from _groups(stack.redis, component)


def _groups(redis: RedisPlan, component: Component) -> Iterator[Resource]:
    """Numbers are append-only: a shard more leaves the others as they are. The only group and the first are one.

    A group cannot become a cluster, so that is named otherwise: the group goes, which must be allowed, and it comes.
    """
    if redis.cluster:
        yield component.has("elasticache/replicationGroup:ReplicationGroup", "cluster", protect=True)
        return
    alone = component.has("elasticache/replicationGroup:ReplicationGroup", "group", protect=True)
    if not redis.numbered:
        yield alone._replace(alias=f"{alone.name}-1")
        return
    first, *others = (alone._replace(name=f"{alone.name}-{shard + 1}") for shard in range(redis.shards))
    yield first._replace(alias=alone.name)
    yield from others
