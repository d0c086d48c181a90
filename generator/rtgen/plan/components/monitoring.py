"""Alarms, who hears them, and the dashboard."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Resource, StackPlan
from rtgen.plan.monitoring import Source, alarms


def monitoring(stack: StackPlan) -> Iterator[Resource]:
    """An encrypted topic with its alarms; for Redis, an alarm for each node."""
    component = Component("monitoring")
    yield component.has("kms/key:Key", "key")
    yield component.has("sns/topic:Topic", "topic")
    if stack.alarm_email:
        yield component.has("sns/topicSubscription:TopicSubscription", "email")
    yield component.has("cloudwatch/dashboard:Dashboard", "dashboard")
    for alarm in alarms(stack):
        if alarm.source is Source.NODES:
            for node in nodes(stack):
                yield component.has("cloudwatch/metricAlarm:MetricAlarm", f"{alarm.key}-{node}")
        else:
            yield component.has("cloudwatch/metricAlarm:MetricAlarm", alarm.key)


def nodes(stack: StackPlan) -> Iterator[str]:
    """How the stack's own nodes of Redis are numbered: within a group, after the shard where there are several."""
    if stack.redis is None or stack.redis.given:
        return
    numbers = range(1, 2 + stack.redis.replicas)
    if not stack.redis.sharded:
        yield from map(str, numbers)
        return
    yield from (f"{shard + 1}-{node}" for shard in range(stack.redis.shards) for node in numbers)
