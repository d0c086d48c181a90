"""Alarms about the connections of the gateway's tasks, by whatever name its server counts them."""

from __future__ import annotations

from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import StackPlan
from rtgen.plan.monitoring.model import Alarm, Missing, Runbook, Source, Statistic, above, below


def nearly_full(stack: StackPlan, metric: str) -> Alarm:
    """A task has almost as many connections as it may."""
    multi = stack.tier is Tier.MULTI
    return Alarm(
        key="connections",
        title="A task is nearly full",
        source=Source.GATEWAY,
        metric=metric,
        statistic=Statistic.MAXIMUM,
        limit=above("settings.gateway_connections_per_task * 0.9", "90 % of `gatewayConnectionsPerTask`"),
        minutes=5,
        runbook=Runbook(
            meaning="At the limit a task refuses new connections; clients retry until another one takes them.",
            look="Connections on the dashboard, and the number of tasks beside `gatewayTasksMax`."
            if multi
            else "Connections on the dashboard: did the audience grow, or does one client open many?",
            act="Raise `gatewayTasksMax`; for lasting growth, raise `audience.peak_users` in the spec and render again."
            if multi
            else "Raise `audience.peak_users` in the spec and render again: one task may no longer be enough.",
            harmless="For the minutes until autoscaling has started another task."
            if multi
            else "When the number stands still below the limit and no growth is expected.",
        ),
    )


def silent(stack: StackPlan, metric: str) -> Alarm:
    """Nothing is reported, so nothing is scaled."""
    multi = stack.tier is Tier.MULTI
    return Alarm(
        key="metrics",
        title="The gateway reports nothing",
        source=Source.GATEWAY,
        metric=metric,
        statistic=Statistic.SAMPLES,
        limit=below("1", "one report a minute"),
        minutes=5,
        missing=Missing.RINGS,
        runbook=Runbook(
            meaning="No task runs, or the collectors beside them send nothing"
            + (": autoscaling then stands still." if multi else "."),
            look="The service's events, and the log streams whose names begin with `collector`.",
            act="When tasks run and only metrics are missing, force a new deployment of the service.",
            harmless="While the stack is deployed for the first time.",
        ),
    )


def crowd(stack: StackPlan, metric: str) -> Alarm:
    """Many clients come at once."""
    multi = stack.tier is Tier.MULTI
    tasks = " * settings.gateway_tasks_min" if multi else ""
    return Alarm(
        key="reconnects",
        title="Clients come back in a crowd",
        source=Source.GATEWAY,
        metric=metric,
        statistic=Statistic.SUM,
        limit=above(
            f"settings.gateway_connect_rate * 180{tasks} * 0.5",
            "half of what the tasks accept in 3 minutes (`gatewayConnectRate`)",
        ),
        minutes=3,
        runbook=Runbook(
            meaning="Many clients connect anew: something cut them off, or a client does not back off.",
            look="Deployments and stopped tasks in the service's events; server errors on the dashboard.",
            act="Find what cuts them. Clients that return at once need the back-off of client-contract.json.",
            harmless="After a deployment or a lost task, and when a large event begins.",
        ),
    )
