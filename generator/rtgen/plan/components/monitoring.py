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
    nodes = 1 + stack.redis.replicas if stack.redis and not stack.redis.given else 0
    for alarm in alarms(stack):
        if alarm.source is Source.NODES:
            for node in range(nodes):
                yield component.has("cloudwatch/metricAlarm:MetricAlarm", f"{alarm.key}-{node + 1}")
        else:
            yield component.has("cloudwatch/metricAlarm:MetricAlarm", alarm.key)
