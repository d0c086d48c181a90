"""The dashboard: connections, messages, errors and load beside each other."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from components.alarms import PERIOD_S
from components.watched import Watched


def dashboard(
    things: dict[str, Watched], nodes: Mapping[str, pulumi.Input[str]]
) -> aws.cloudwatch.DashboardArgs:
    """Show connections, messages, errors and load, and all shards in one chart."""
    region = aws.get_region().region
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
                        things[source].namespace,
                        metric,
                        *(part for pair in things[source].dimensions.items() for part in pair),
                    ]
                ],
            },
        }
        for index, (title, source, metric, statistic) in enumerate(charts)
    ]
    widgets.append(
        {
            "type": "metric",
            "x": 0,
            "y": 6 * len(charts),
            "width": 24,
            "height": 6,
            "properties": {
                "title": "Valkey's CPU, by shard and node",
                "region": region,
                "stat": "Average",
                "period": PERIOD_S,
                "metrics": [
                    [
                        "AWS/ElastiCache",
                        "EngineCPUUtilization",
                        "CacheClusterId",
                        cluster_id,
                        {"label": place},
                    ]
                    for place, cluster_id in nodes.items()
                ],
            },
        }
    )
    return aws.cloudwatch.DashboardArgs(
        dashboard_name=f"{pulumi.get_project()}-{pulumi.get_stack()}",
        dashboard_body=pulumi.Output.json_dumps({"widgets": widgets}),
    )
