"""The dashboard: connections, messages, errors and load beside each other."""

import pulumi
import pulumi_aws as aws

from components.alarms import PERIOD_S
from components.watched import Watched


def dashboard(things: dict[str, Watched]) -> aws.cloudwatch.DashboardArgs:
    """Show connections, messages, errors and load beside each other."""
    region = aws.get_region().region
    charts: list[tuple[str, str, str, str]] = [
        ("Connections of a task", "gateway", "live_connections", "Average"),
        ("New connections", "gateway", "live_connections_accepted_total", "Sum"),
        ("Messages sent", "gateway", "live_messages_sent_total", "Sum"),
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
    return aws.cloudwatch.DashboardArgs(
        dashboard_name=f"{pulumi.get_project()}-{pulumi.get_stack()}",
        dashboard_body=pulumi.Output.json_dumps({"widgets": widgets}),
    )
