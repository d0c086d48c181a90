"""Alarms about Redis, for each of its nodes."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.model import RedisPlan, StackPlan
from rtgen.plan.monitoring.model import Alarm, Runbook, Source, Statistic, above


def redis(stack: StackPlan) -> Iterator[Alarm]:
    """Alarms of a stack with Redis; about replication where there are replicas."""
    if stack.redis is None or stack.redis.given:
        return
    yield Alarm(
        key="redis-cpu",
        title="Redis is busy",
        source=Source.NODES,
        metric="EngineCPUUtilization",
        statistic=Statistic.AVERAGE,
        limit=above("70", "70 %"),
        minutes=10,
        runbook=Runbook(
            meaning="Redis works in one thread; when it is busy, every message waits.",
            look="Messages sent on the dashboard: which publications grew?",
            act=_busy(stack.redis),
            harmless="During a snapshot, when it passes by itself.",
        ),
    )
    yield Alarm(
        key="redis-memory",
        title="Redis' memory runs out",
        source=Source.NODES,
        metric="DatabaseMemoryUsagePercentage",
        statistic=Statistic.MAXIMUM,
        limit=above("80", "80 %"),
        minutes=5,
        runbook=Runbook(
            meaning="When it is full, history is evicted or publications are refused.",
            look="The number of keys (CurrItems): did channels or their history grow?",
            act="A larger `redisNodeType`, or a shorter `history` of the largest features.",
            harmless="When it stands still and nothing is evicted.",
        ),
    )
    yield Alarm(
        key="redis-evictions",
        title="Redis throws state away",
        source=Source.NODES,
        metric="Evictions",
        statistic=Statistic.SUM,
        limit=above("0", "none"),
        minutes=5,
        runbook=Runbook(
            meaning="History or presence is lost before its time; clients that reconnect cannot recover all.",
            look="Memory of the same node.",
            act="A larger `redisNodeType` at once.",
            harmless="Never.",
        ),
    )
    if stack.redis.replicas:
        yield Alarm(
            key="redis-lag",
            title="A replica falls behind",
            source=Source.NODES,
            metric="ReplicationLag",
            statistic=Statistic.MAXIMUM,
            limit=above("5", "5 s"),
            minutes=5,
            runbook=Runbook(
                meaning="A failover now would lose what the replica does not have yet.",
                look="CPU and network of both nodes.",
                act="As for a busy Redis.",
                harmless="While a replica is new and copies everything.",
            ),
        )


def _busy(redis: RedisPlan) -> str:
    """What helps against a busy thread: a faster one, or another beside it."""
    faster = "A node of a newer or faster type (`redisNodeType`); more memory alone does not help."
    if not redis.sharded:
        return faster
    return f"{faster} When all shards are busy, one more (`redisShards`): README.md, Shards, says what that moves."
