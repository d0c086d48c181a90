"""The container that sends the gateway's metrics to CloudWatch."""

import pulumi

from components.container import CONFIG_FOLDER, Container, environment
from settings import Settings


def collector(settings: Settings, region: str, base: Container) -> Container:
    """Send the gateway's metrics to CloudWatch, where scaling and alarms read them.

    Not essential, and restarted alone: losing it must not cut a task's connections.
    """
    return {
        **base,
        "image": settings.collector_image,
        "essential": False,
        "restartPolicy": {"enabled": True},
        "user": "1000",
        "entryPoint": ["telegraf"],
        "command": ["--config", f"{CONFIG_FOLDER}/collector.conf"],
        "environment": environment(
            {
                "AWS_REGION": region,
                "ENVIRONMENT": settings.environment,
                "METRICS_NAMESPACE": pulumi.get_project(),
            }
        ),
        "mountPoints": [
            {"sourceVolume": "config", "containerPath": CONFIG_FOLDER, "readOnly": True}
        ],
        "dependsOn": [
            {"containerName": "config", "condition": "SUCCESS"},
            {"containerName": "gateway", "condition": "START"},
        ],
    }
