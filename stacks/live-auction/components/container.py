"""What all containers of a task have in common."""

from pathlib import Path

import pulumi

FILES = Path(__file__).parent.parent / "gateway"
CONFIG_FOLDER = "/config"

Container = dict[str, object]


def restricted(name: str, region: str, log_group: pulumi.Input[str]) -> Container:
    """Take away what no container here needs, and send what it prints to the task's log."""
    return {
        "name": name,
        "readonlyRootFilesystem": True,
        "linuxParameters": {"capabilities": {"drop": ["ALL"]}},
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": log_group,
                "awslogs-region": region,
                "awslogs-stream-prefix": name,
                # A log that cannot be delivered must not stop the gateway.
                "mode": "non-blocking",
                "max-buffer-size": "25m",
            },
        },
    }


def environment(values: dict[str, pulumi.Input[str]]) -> list[dict[str, pulumi.Input[str]]]:
    """Write variables as ECS takes them, in an order that stays."""
    return [{"name": name, "value": value} for name, value in sorted(values.items())]


def secrets(arns: dict[str, pulumi.Input[str]]) -> list[dict[str, pulumi.Input[str]]]:
    """Write variables whose values ECS takes from Secrets Manager."""
    return [{"name": name, "valueFrom": arn} for name, arn in sorted(arns.items())]
