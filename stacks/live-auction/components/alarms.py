"""When somebody has to look. What to do then stands in README.md, Runbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from components.watched import Watched
from settings import Settings

PERIOD_S = 60
"""The collector sends once a minute, and so does AWS."""


@dataclass
class Alarm:
    """When an alarm rings: its limit is broken for some minutes."""

    title: str
    watched: Watched
    metric: str
    statistic: str
    comparison: str
    threshold: float
    minutes: int
    missing: str
    """What no value means."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Further dimensions of the metric."""

    @property
    def period_s(self) -> int:
        """How long values are gathered: a sum over all minutes, any other value for each."""
        return PERIOD_S * self.minutes if self.statistic == "Sum" else PERIOD_S

    @property
    def periods(self) -> int:
        """How many of these must break the limit, one after the other."""
        return self.minutes * PERIOD_S // self.period_s


def alarms(settings: Settings, things: dict[str, Watched]) -> dict[str, Alarm]:
    """Watch the gateway and the way to it."""
    return {
        "connections": Alarm(
            title="A task is nearly full",
            watched=things["gateway"],
            metric="live_connections",
            statistic="Maximum",
            comparison="GreaterThanThreshold",
            threshold=settings.gateway_connections_per_task * 0.9,
            minutes=5,
            missing="notBreaching",
        ),
        "metrics": Alarm(
            title="The gateway reports nothing",
            watched=things["gateway"],
            metric="live_connections",
            statistic="SampleCount",
            comparison="LessThanThreshold",
            threshold=1,
            minutes=5,
            missing="breaching",
        ),
        "reconnects": Alarm(
            title="Clients come back in a crowd",
            watched=things["gateway"],
            metric="live_connections_accepted_total",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=settings.gateway_connect_rate * 180 * settings.gateway_tasks_min * 0.5,
            minutes=3,
            missing="notBreaching",
        ),
        "cpu": Alarm(
            title="The tasks' CPU is busy",
            watched=things["service"],
            metric="CPUUtilization",
            statistic="Average",
            comparison="GreaterThanThreshold",
            threshold=80,
            minutes=10,
            missing="notBreaching",
        ),
        "memory": Alarm(
            title="A task's memory runs out",
            watched=things["service"],
            metric="MemoryUtilization",
            statistic="Maximum",
            comparison="GreaterThanThreshold",
            threshold=85,
            minutes=5,
            missing="notBreaching",
        ),
        "healthy-tasks": Alarm(
            title="Too few healthy tasks",
            watched=things["targets"],
            metric="HealthyHostCount",
            statistic="Minimum",
            comparison="LessThanThreshold",
            threshold=settings.gateway_tasks_min,
            minutes=5,
            missing="breaching",
        ),
        "unhealthy-tasks": Alarm(
            title="A task fails its health check",
            watched=things["targets"],
            metric="UnHealthyHostCount",
            statistic="Maximum",
            comparison="GreaterThanThreshold",
            threshold=0,
            minutes=5,
            missing="notBreaching",
        ),
        "gateway-errors": Alarm(
            title="The gateway answers with errors",
            watched=things["targets"],
            metric="HTTPCode_Target_5XX_Count",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=50,
            minutes=5,
            missing="notBreaching",
        ),
        "balancer-errors": Alarm(
            title="The load balancer answers with errors",
            watched=things["balancer"],
            metric="HTTPCode_ELB_5XX_Count",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=50,
            minutes=5,
            missing="notBreaching",
        ),
        "blocked": Alarm(
            title="The firewall refuses many requests",
            watched=things["firewall"],
            metric="BlockedRequests",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=1_000,
            minutes=5,
            missing="notBreaching",
        ),
    }
