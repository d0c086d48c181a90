"""Alarms about the machines of the gateway's tasks, whatever runs on them."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import StackPlan
from rtgen.plan.monitoring.model import Alarm, Runbook, Source, Statistic, above


def tasks(stack: StackPlan) -> Iterator[Alarm]:
    """Their CPU and their memory."""
    multi = stack.tier is Tier.MULTI
    yield Alarm(
        key="cpu",
        title="The tasks' CPU is busy",
        source=Source.SERVICE,
        metric="CPUUtilization",
        statistic=Statistic.AVERAGE,
        limit=above("80", "80 %"),
        minutes=10,
        runbook=Runbook(
            meaning="Latency grows, and a wave of reconnecting clients would find no room.",
            look="Message rate and new connections: which one grew with it?",
            act="Raise `gatewayCpu`"
            + (", or lower `gatewayScaleAt` so that more tasks share the work." if multi else "."),
            harmless="For a few minutes after a deployment, while clients return.",
        ),
    )
    yield Alarm(
        key="memory",
        title="A task's memory runs out",
        source=Source.SERVICE,
        metric="MemoryUtilization",
        statistic=Statistic.MAXIMUM,
        limit=above("85", "85 %"),
        minutes=5,
        runbook=Runbook(
            meaning="A task that runs out of memory is killed, and all of its connections with it.",
            look="Connections per task; with steady connections, slow clients whose messages wait.",
            act="Raise `gatewayMemory`, or lower `gatewayConnectionsPerTask`.",
            harmless="Never for long: the gateway does not give memory back that connections hold.",
        ),
    )
