"""When somebody has to look. What to do then stands in README.md, Runbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

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
            metric="centrifugo_node_num_clients",
            statistic="Maximum",
            comparison="GreaterThanThreshold",
            threshold=settings.gateway_connections_per_task * 0.9,
            minutes=5,
            missing="notBreaching",
        ),
        "refused": Alarm(
            title="The gateway refuses connections",
            watched=things["gateway"],
            metric="centrifugo_node_client_connection_limit",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=0,
            minutes=5,
            missing="notBreaching",
        ),
        "metrics": Alarm(
            title="The gateway reports nothing",
            watched=things["gateway"],
            metric="centrifugo_node_num_clients",
            statistic="SampleCount",
            comparison="LessThanThreshold",
            threshold=1,
            minutes=5,
            missing="breaching",
        ),
        "reconnects": Alarm(
            title="Clients come back in a crowd",
            watched=things["gateway"],
            metric="centrifugo_client_connections_accepted",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=settings.gateway_connect_rate * 180 * settings.gateway_tasks_min * 0.5,
            minutes=3,
            missing="notBreaching",
        ),
        "slow-clients": Alarm(
            title="Clients read too slowly",
            watched=things["gateway"],
            metric="centrifugo_client_num_server_disconnects",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=100,
            minutes=5,
            missing="notBreaching",
            labels={
                "code": "3008",
            },
        ),
        "recovery": Alarm(
            title="Clients cannot recover what they missed",
            watched=things["gateway"],
            metric="centrifugo_client_recover",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=100,
            minutes=5,
            missing="notBreaching",
            labels={
                "recovered": "no",
            },
        ),
        "messages": Alarm(
            title="As many messages as the tasks carry",
            watched=things["gateway"],
            metric="centrifugo_transport_messages_sent",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=settings.gateway_cpu / 1024 * 3_000_000 * settings.gateway_tasks_max,
            minutes=5,
            missing="notBreaching",
        ),
        "redis-errors": Alarm(
            title="The gateway loses Redis",
            watched=things["gateway"],
            metric="centrifugo_broker_redis_pub_sub_errors",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=0,
            minutes=5,
            missing="notBreaching",
        ),
        "redis-dropped": Alarm(
            title="The gateway drops messages from Redis",
            watched=things["gateway"],
            metric="centrifugo_broker_redis_pub_sub_dropped_messages",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=0,
            minutes=5,
            missing="notBreaching",
        ),
        "delivery-delay": Alarm(
            title="Messages arrive late at the tasks",
            watched=things["gateway"],
            metric="centrifugo_node_pub_sub_lag_seconds",
            statistic="Maximum",
            comparison="GreaterThanThreshold",
            threshold=0.5,
            minutes=5,
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


def node_alarms(cluster_id: pulumi.Input[str]) -> dict[str, Alarm]:
    """Watch one node of Valkey."""
    node = Watched("AWS/ElastiCache", {"CacheClusterId": cluster_id})
    return {
        "redis-cpu": Alarm(
            title="Redis is busy",
            watched=node,
            metric="EngineCPUUtilization",
            statistic="Average",
            comparison="GreaterThanThreshold",
            threshold=70,
            minutes=10,
            missing="notBreaching",
        ),
        "redis-memory": Alarm(
            title="Redis' memory runs out",
            watched=node,
            metric="DatabaseMemoryUsagePercentage",
            statistic="Maximum",
            comparison="GreaterThanThreshold",
            threshold=80,
            minutes=5,
            missing="notBreaching",
        ),
        "redis-evictions": Alarm(
            title="Redis throws state away",
            watched=node,
            metric="Evictions",
            statistic="Sum",
            comparison="GreaterThanThreshold",
            threshold=0,
            minutes=5,
            missing="notBreaching",
        ),
        "redis-lag": Alarm(
            title="A replica falls behind",
            watched=node,
            metric="ReplicationLag",
            statistic="Maximum",
            comparison="GreaterThanThreshold",
            threshold=5,
            minutes=5,
            missing="notBreaching",
        ),
    }
