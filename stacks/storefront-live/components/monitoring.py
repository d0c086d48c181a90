"""Monitoring: alarms, who hears them, and a dashboard. What to do stands in README.md, Runbook."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.edge import Edge
from components.gateway import Gateway
from components.hooks import hooked
from components.publish import Publish
from components.redis import Redis
from settings import Settings

PERIOD_S = 60
"""The collector sends once a minute, and so does AWS."""


@dataclass
class MonitoringArgs:
    """What is watched."""

    settings: Settings
    edge: Edge
    publish: Publish
    gateway: Gateway
    redis: Redis


@dataclass
class Watched:
    """A thing that has metrics, as CloudWatch names it."""

    namespace: str
    dimensions: Mapping[str, pulumi.Input[str]]


@dataclass
class Rule:
    """When an alarm rings."""

    title: str
    metric: str
    statistic: str
    comparison: str
    threshold: float
    minutes: int
    missing: str


class Monitoring(pulumi.ComponentResource):
    """Alarms about what users feel, and about what they would feel next."""

    def __init__(
        self, name: str, args: MonitoringArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("realtime:components:Monitoring", name, None, opts)
        self._prefix = name
        self._child = pulumi.ResourceOptions(parent=self)
        self.topic = self._topic()
        aws.sns.TopicSubscription(
            f"{name}-email",
            topic=self.topic.arn,
            protocol="email",
            endpoint=args.settings.alarm_email,
            opts=self._child,
        )
        self._alarms(args)
        for node in range(1, args.redis.replicas + 2):
            self._node_alarms(node, pulumi.Output.concat(args.redis.group.id, f"-{node:03}"))
        region = aws.get_region().region
        dashboard = aws.cloudwatch.Dashboard(
            f"{name}-dashboard",
            hooked(f"{name}-dashboard", _dashboard(args, region)),
            opts=self._child,
        )
        self.dashboard_url = pulumi.Output.concat(
            f"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}"
            "#dashboards/dashboard/",
            dashboard.dashboard_name,
        )
        self.register_outputs({"dashboard_url": self.dashboard_url})

    def _topic(self) -> aws.sns.Topic:
        """Make the topic; CloudWatch cannot publish to one that AWS's own key encrypts."""
        account = aws.get_caller_identity().account_id
        key = aws.kms.Key(
            f"{self._prefix}-key",
            description="Encrypts alarms on their way to who hears them",
            enable_key_rotation=True,
            policy=json.dumps(_key_policy(account)),
            opts=self._child,
        )
        return aws.sns.Topic(f"{self._prefix}-topic", kms_master_key_id=key.arn, opts=self._child)

    def _alarms(self, args: MonitoringArgs) -> None:
        """Watch the gateway and the way to it."""
        settings = args.settings
        watched = _watched(args)
        self._alarm(
            "connections",
            watched["gateway"],
            Rule(
                title="A task is nearly full",
                metric="centrifugo_node_num_clients",
                statistic="Maximum",
                comparison="GreaterThanThreshold",
                threshold=settings.gateway_connections_per_task * 0.9,
                minutes=5,
                missing="notBreaching",
            ),
        )
        self._alarm(
            "metrics",
            watched["gateway"],
            Rule(
                title="The gateway reports nothing",
                metric="centrifugo_node_num_clients",
                statistic="SampleCount",
                comparison="LessThanThreshold",
                threshold=1,
                minutes=5,
                missing="breaching",
            ),
        )
        self._alarm(
            "reconnects",
            watched["gateway"],
            Rule(
                title="Clients come back in a crowd",
                metric="centrifugo_client_connections_accepted",
                statistic="Sum",
                comparison="GreaterThanThreshold",
                threshold=settings.gateway_connect_rate * 180 * settings.gateway_tasks_min * 0.5,
                minutes=3,
                missing="notBreaching",
            ),
        )
        self._alarm(
            "slow-clients",
            watched["gateway"],
            Rule(
                title="Clients read too slowly",
                metric="centrifugo_client_num_server_disconnects",
                statistic="Sum",
                comparison="GreaterThanThreshold",
                threshold=100,
                minutes=5,
                missing="notBreaching",
            ),
            code="3008",
        )
        self._alarm(
            "delivery-delay",
            watched["gateway"],
            Rule(
                title="Messages arrive late at the tasks",
                metric="centrifugo_node_pub_sub_lag_seconds",
                statistic="Maximum",
                comparison="GreaterThanThreshold",
                threshold=0.5,
                minutes=5,
                missing="notBreaching",
            ),
        )
        self._alarm(
            "cpu",
            watched["service"],
            Rule(
                title="The tasks' CPU is busy",
                metric="CPUUtilization",
                statistic="Average",
                comparison="GreaterThanThreshold",
                threshold=80,
                minutes=10,
                missing="notBreaching",
            ),
        )
        self._alarm(
            "memory",
            watched["service"],
            Rule(
                title="A task's memory runs out",
                metric="MemoryUtilization",
                statistic="Maximum",
                comparison="GreaterThanThreshold",
                threshold=85,
                minutes=5,
                missing="notBreaching",
            ),
        )
        self._alarm(
            "healthy-tasks",
            watched["targets"],
            Rule(
                title="Too few healthy tasks",
                metric="HealthyHostCount",
                statistic="Minimum",
                comparison="LessThanThreshold",
                threshold=settings.gateway_tasks_min,
                minutes=5,
                missing="breaching",
            ),
        )
        self._alarm(
            "unhealthy-tasks",
            watched["targets"],
            Rule(
                title="A task fails its health check",
                metric="UnHealthyHostCount",
                statistic="Maximum",
                comparison="GreaterThanThreshold",
                threshold=0,
                minutes=5,
                missing="notBreaching",
            ),
        )
        self._alarm(
            "gateway-errors",
            watched["targets"],
            Rule(
                title="The gateway answers with errors",
                metric="HTTPCode_Target_5XX_Count",
                statistic="Sum",
                comparison="GreaterThanThreshold",
                threshold=50,
                minutes=5,
                missing="notBreaching",
            ),
        )
        self._alarm(
            "balancer-errors",
            watched["balancer"],
            Rule(
                title="The load balancer answers with errors",
                metric="HTTPCode_ELB_5XX_Count",
                statistic="Sum",
                comparison="GreaterThanThreshold",
                threshold=50,
                minutes=5,
                missing="notBreaching",
            ),
        )
        self._alarm(
            "blocked",
            watched["firewall"],
            Rule(
                title="The firewall refuses many requests",
                metric="BlockedRequests",
                statistic="Sum",
                comparison="GreaterThanThreshold",
                threshold=1_000,
                minutes=5,
                missing="notBreaching",
            ),
        )

    def _node_alarms(self, number: int, cluster_id: pulumi.Input[str]) -> None:
        """Watch one node of Valkey."""
        node = Watched("AWS/ElastiCache", {"CacheClusterId": cluster_id})
        self._alarm(
            f"redis-cpu-{number}",
            node,
            Rule(
                title="Redis is busy",
                metric="EngineCPUUtilization",
                statistic="Average",
                comparison="GreaterThanThreshold",
                threshold=70,
                minutes=10,
                missing="notBreaching",
            ),
        )
        self._alarm(
            f"redis-memory-{number}",
            node,
            Rule(
                title="Redis' memory runs out",
                metric="DatabaseMemoryUsagePercentage",
                statistic="Maximum",
                comparison="GreaterThanThreshold",
                threshold=80,
                minutes=5,
                missing="notBreaching",
            ),
        )
        self._alarm(
            f"redis-evictions-{number}",
            node,
            Rule(
                title="Redis throws state away",
                metric="Evictions",
                statistic="Sum",
                comparison="GreaterThanThreshold",
                threshold=0,
                minutes=5,
                missing="notBreaching",
            ),
        )
        self._alarm(
            f"redis-lag-{number}",
            node,
            Rule(
                title="A replica falls behind",
                metric="ReplicationLag",
                statistic="Maximum",
                comparison="GreaterThanThreshold",
                threshold=5,
                minutes=5,
                missing="notBreaching",
            ),
        )

    def _alarm(self, key: str, watched: Watched, rule: Rule, **labels: str) -> None:
        """Ring when a rule is broken, and say when it is over."""
        aws.cloudwatch.MetricAlarm(
            f"{self._prefix}-{key}",
            alarm_description=f"{rule.title}. What to do: README.md, Runbook, {key}.",
            namespace=watched.namespace,
            metric_name=rule.metric,
            dimensions={**watched.dimensions, **labels},
            statistic=rule.statistic,
            comparison_operator=rule.comparison,
            threshold=rule.threshold,
            # A sum is over all minutes; any other value must hold in each of them.
            period=PERIOD_S * (rule.minutes if rule.statistic == "Sum" else 1),
            evaluation_periods=1 if rule.statistic == "Sum" else rule.minutes,
            treat_missing_data=rule.missing,
            alarm_actions=[self.topic.arn],
            ok_actions=[self.topic.arn],
            opts=self._child,
        )


def _watched(args: MonitoringArgs) -> dict[str, Watched]:
    """Name what the alarms watch."""
    return {
        "gateway": Watched(pulumi.get_project(), {"Environment": args.settings.environment}),
        "targets": Watched(
            "AWS/ApplicationELB",
            {
                "LoadBalancer": args.edge.load_balancer.arn_suffix,
                "TargetGroup": args.edge.clients.arn_suffix,
            },
        ),
        "balancer": Watched(
            "AWS/ApplicationELB", {"LoadBalancer": args.edge.load_balancer.arn_suffix}
        ),
        "service": Watched(
            "AWS/ECS",
            {
                "ClusterName": args.gateway.cluster.name,
                "ServiceName": args.gateway.service.name,
            },
        ),
        "firewall": Watched(
            "AWS/WAFV2",
            {
                "WebACL": f"{pulumi.get_project()}-{pulumi.get_stack()}",
                "Region": aws.get_region().region,
                "Rule": "requests-per-address",
            },
        ),
    }


def _key_policy(account: str) -> dict[str, object]:
    """Let the account manage the key, and its alarms use it; in a key's policy, `*` is that key."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AccountManages",
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
                "Action": "kms:*",
                "Resource": "*",
            },
            {
                "Sid": "AlarmsPublish",
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                "Resource": "*",
                "Condition": {"StringEquals": {"aws:SourceAccount": account}},
            },
        ],
    }


def _dashboard(args: MonitoringArgs, region: str) -> aws.cloudwatch.DashboardArgs:
    """Show connections, messages, errors and load beside each other."""
    watched = _watched(args)
    charts: list[tuple[str, str, str, str]] = [
        ("Connections of a task", "gateway", "centrifugo_node_num_clients", "Average"),
        ("New connections", "gateway", "centrifugo_client_connections_accepted", "Sum"),
        ("Messages sent", "gateway", "centrifugo_transport_messages_sent", "Sum"),
        ("Connections refused", "gateway", "centrifugo_node_client_connection_limit", "Sum"),
        ("Delay of delivery", "gateway", "centrifugo_node_pub_sub_lag_seconds", "Maximum"),
        ("Healthy tasks", "targets", "HealthyHostCount", "Minimum"),
        ("Errors of the gateway", "targets", "HTTPCode_Target_5XX_Count", "Sum"),
        ("CPU", "service", "CPUUtilization", "Average"),
        ("Memory", "service", "MemoryUtilization", "Maximum"),
    ]
    widgets = [
        {
            "type": "metric",
            "x": 12 * (index % 2),
            "y": 6 * (index // 2),
            "width": 12,
            "height": 6,
            "properties": {
                "title": title,
                "region": region,
                "stat": statistic,
                "period": PERIOD_S,
                "metrics": [
                    [
                        watched[source].namespace,
                        metric,
                        *(part for pair in watched[source].dimensions.items() for part in pair),
                    ]
                ],
            },
        }
        for index, (title, source, metric, statistic) in enumerate(charts)
    ]
    return aws.cloudwatch.DashboardArgs(
        dashboard_name=f"{pulumi.get_project()}-{pulumi.get_stack()}",
        dashboard_body=pulumi.Output.json_dumps({"widgets": widgets}),
    )
