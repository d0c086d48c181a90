"""Alarms about tasks that run a gateway of the user's own: what its contract lets the stack see of it."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.domain.platform import GatewayMetrics
from rtgen.plan.model import StackPlan
from rtgen.plan.monitoring.connections import crowd, nearly_full, silent
from rtgen.plan.monitoring.model import Alarm
from rtgen.plan.monitoring.tasks import tasks


def own(stack: StackPlan, metrics: GatewayMetrics) -> Iterator[Alarm]:
    """Connections by the declared metrics, and the machines as everywhere.

    How many messages a task carries nobody has measured for this server, so its rate rings no alarm.
    """
    yield nearly_full(stack, metrics.connections)
    yield silent(stack, metrics.connections)
    yield crowd(stack, metrics.accepted)
    yield from tasks(stack)
