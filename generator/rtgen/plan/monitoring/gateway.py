"""Alarms about the gateway's tasks: their connections, their clients and their machines."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.limits import DELIVERIES_A_VCPU
from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import StackPlan
from rtgen.plan.monitoring.connections import crowd, nearly_full, silent
from rtgen.plan.monitoring.model import Alarm, Runbook, Source, Statistic, above
from rtgen.plan.monitoring.tasks import tasks as machines
from rtgen.plan.server import METRICS

BUSY_A_VCPU = int(DELIVERIES_A_VCPU.value * 8 / 10 * 300)
"""Messages in 5 minutes that keep a vCPU busy: 80 % of what it carries each second, for 300 seconds."""


def gateway(stack: StackPlan) -> Iterator[Alarm]:
    """Alarms that every stack has; those that more tasks or Redis bring along."""
    multi = stack.tier is Tier.MULTI
    most = " * settings.gateway_tasks_max" if multi else ""
    yield nearly_full(stack, METRICS.connections)
    yield Alarm(
        key="refused",
        title="The gateway refuses connections",
        source=Source.GATEWAY,
        metric="centrifugo_node_client_connection_limit",
        statistic=Statistic.SUM,
        limit=above("0", "none"),
        minutes=5,
        runbook=Runbook(
            meaning="A task is at `gatewayConnectionsPerTask` and answers new clients with 503; they try again.",
            look="Connections of a task, and the number of healthy tasks.",
            act="Raise `gatewayTasksMax`, and `audience.peak_users` in the spec when the growth lasts."
            if multi
            else "Raise `audience.peak_users` in the spec and render again: one task may no longer be enough.",
            harmless="For the minutes until autoscaling has started another task."
            if multi
            else "Never: some user cannot connect.",
        ),
    )
    yield silent(stack, METRICS.connections)
    yield crowd(stack, METRICS.accepted)
    yield Alarm(
        key="slow-clients",
        title="Clients read too slowly",
        source=Source.GATEWAY,
        metric="centrifugo_client_num_server_disconnects",
        statistic=Statistic.SUM,
        labels=(("code", "3008"),),
        limit=above("100", "100 in 5 minutes"),
        minutes=5,
        runbook=Runbook(
            meaning="The gateway cut off clients (code 3008) because more waited for them than it keeps.",
            look="Messages sent and their size: did a channel become much busier, or its messages larger?",
            act="Send less: batch or conflate in the backend. More tasks do not help a slow reader.",
            harmless="A few of them, from devices on poor networks; they reconnect and recover.",
        ),
    )
    yield Alarm(
        key="recovery",
        title="Clients cannot recover what they missed",
        source=Source.GATEWAY,
        metric="centrifugo_client_recover",
        statistic=Statistic.SUM,
        labels=(("recovered", "no"),),
        limit=above("100", "100 in 5 minutes"),
        minutes=5,
        runbook=Runbook(
            meaning="Clients came back after the history they need was gone, and have to load their state anew.",
            look="Evictions and failovers of Redis; how long the clients were away."
            if stack.redis
            else "Deployments and stopped tasks in the service's events: the history is in the task's memory.",
            act="A longer `history` of the features where it happens; see that their clients load anew.",
            harmless="When clients return after hours, such as laptops in the morning."
            if stack.redis
            else "After a deployment: the history went with the old task.",
        ),
    )
    yield Alarm(
        key="messages",
        title="As many messages as the tasks carry",
        source=Source.GATEWAY,
        metric=METRICS.messages,
        statistic=Statistic.SUM,
        limit=above(
            f"settings.gateway_cpu / 1024 * {BUSY_A_VCPU:_}{most}",
            f"80 % of {int(DELIVERIES_A_VCPU.value):,} messages a second for each vCPU"
            + (" of `gatewayTasksMax` tasks" if multi else ""),
        ),
        minutes=5,
        runbook=Runbook(
            meaning="More messages go to clients than was planned for; soon each of them waits.",
            look="Connections beside it: more clients, or more publications for each?",
            act="Write the new `publish.rate` into the spec and render again; batch or conflate in the backend.",
            harmless="While CPU stays well below its alarm and messages arrive in time.",
        ),
    )
    if stack.redis is not None:
        yield Alarm(
            key="redis-errors",
            title="The gateway loses Redis",
            source=Source.GATEWAY,
            metric="centrifugo_broker_redis_pub_sub_errors",
            statistic=Statistic.SUM,
            limit=above("0", "none"),
            minutes=5,
            runbook=Runbook(
                meaning="The gateway's connections to Redis break. Clients stay connected, health checks stay green, "
                "and nothing is delivered meanwhile.",
                look="Events of the replication group, then the gateway's log at level error.",
                act="Without an event of Redis, see its security group, user and password.",
                harmless="In the minute of a failover, when it stops by itself.",
            ),
        )
        yield Alarm(
            key="redis-dropped",
            title="The gateway drops messages from Redis",
            source=Source.GATEWAY,
            metric="centrifugo_broker_redis_pub_sub_dropped_messages",
            statistic=Statistic.SUM,
            limit=above("0", "none"),
            minutes=5,
            runbook=Runbook(
                meaning="Messages come from Redis faster than a task takes them, so some never reach its clients.",
                look="CPU of the tasks and the rate of messages.",
                act="Larger tasks (`gatewayCpu`): every task reads what its channels publish.",
                harmless="Never; clients with history recover, others have a gap.",
            ),
        )
        yield Alarm(
            key="delivery-delay",
            title="Messages arrive late at the tasks",
            source=Source.GATEWAY,
            metric="centrifugo_node_pub_sub_lag_seconds",
            statistic=Statistic.MAXIMUM,
            limit=above("0.5", "0.5 s on average over a minute, in any task"),
            minutes=5,
            runbook=Runbook(
                meaning="A message takes this long from its publication through Redis to a task.",
                look="CPU of the tasks and of Redis at the same time.",
                act="The one that is busy needs more: larger tasks or more of them, or a larger `redisNodeType`.",
                harmless="In the minute of a failover of Redis.",
            ),
        )
    yield from machines(stack)
