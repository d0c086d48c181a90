"""Alarms about the way from clients to the gateway: load balancer and firewall."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import Edge, StackPlan
from rtgen.plan.monitoring.model import Alarm, Missing, Runbook, Source, Statistic, above, below


def edge(stack: StackPlan) -> Iterator[Alarm]:
    """Alarms of the load balancer; of the firewall where it stands in the stack's own region.

    CloudFront and its firewall report in us-east-1 alone, where an alarm would need a topic of its own; what reaches
    clients badly through them shows at the internal load balancer behind.
    """
    multi = stack.tier is Tier.MULTI
    yield Alarm(
        key="healthy-tasks",
        title="Too few healthy tasks",
        source=Source.TARGETS,
        metric="HealthyHostCount",
        statistic=Statistic.MINIMUM,
        limit=below("settings.gateway_tasks_min", "`gatewayTasksMin`") if multi else below("1", "one"),
        minutes=5,
        missing=Missing.RINGS,
        runbook=Runbook(
            meaning="Fewer tasks serve clients than must; the others carry their share."
            if multi
            else "No task serves clients: nobody is connected.",
            look="The service's events and the reason why tasks stopped; then the gateway's log.",
            act="A fault of the latest deployment: deploy the previous image or configuration again.",
            harmless="While a lost zone's tasks start elsewhere."
            if multi
            else "During a deployment that takes longer.",
        ),
    )
    yield Alarm(
        key="unhealthy-tasks",
        title="A task fails its health check",
        source=Source.TARGETS,
        metric="UnHealthyHostCount",
        statistic=Statistic.MAXIMUM,
        limit=above("0", "none"),
        minutes=5,
        runbook=Runbook(
            meaning="A task runs and does not answer; ECS replaces it.",
            look="The gateway's log and the task's CPU and memory before it.",
            act="When the next task fails too, treat it as a fault of the latest deployment.",
            harmless="Once, when the task was replaced and the others are well.",
        ),
    )
    yield Alarm(
        key="gateway-errors",
        title="The gateway answers with errors",
        source=Source.TARGETS,
        metric="HTTPCode_Target_5XX_Count",
        statistic=Statistic.SUM,
        limit=above("50", "50 in 5 minutes"),
        minutes=5,
        runbook=Runbook(
            meaning="Requests of clients reach the gateway and fail there.",
            look="The gateway's log at level error; Redis and the backend's proxies are the usual causes.",
            act="Mend what the log names.",
            harmless="For a minute while tasks are replaced.",
        ),
    )
    yield Alarm(
        key="balancer-errors",
        title="The load balancer answers with errors",
        source=Source.BALANCER,
        metric="HTTPCode_ELB_5XX_Count",
        statistic=Statistic.SUM,
        limit=above("50", "50 in 5 minutes"),
        minutes=5,
        runbook=Runbook(
            meaning="Requests of clients find no task that answers (502, 503 or 504).",
            look="Healthy tasks; then the load balancer's access log.",
            act="As for too few healthy tasks. With healthy tasks, see whether they are full.",
            harmless="For the moment when a task was stopped hard.",
        ),
    )
    if stack.edge is Edge.DOMAIN:
        yield Alarm(
            key="blocked",
            title="The firewall refuses many requests",
            source=Source.FIREWALL,
            metric="BlockedRequests",
            statistic=Statistic.SUM,
            limit=above("1_000", "1,000 in 5 minutes"),
            minutes=5,
            runbook=Runbook(
                meaning="Addresses send more requests than `wafRequestsPerAddress`: an attack, or an office of yours.",
                look="The web ACL's sampled requests: how many addresses, and whose?",
                act="For your own users, raise `platform.users_per_address` in the spec and render again.",
                harmless="When the addresses are strangers': it works as meant.",
            ),
        )
