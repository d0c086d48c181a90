"""The containers of a gateway task: what runs, with which rights, and what it is told."""

import json
from dataclasses import dataclass
from pathlib import Path

import pulumi

from components import timeouts
from components.keys import Keys
from components.traffic import CLIENT_PORT, INTERNAL_PORT
from settings import Settings

FILES = Path(__file__).parent.parent / "gateway"
CONFIG_FOLDER = "/config"
OPEN_FILES = 65_535
"""The most that Fargate allows: every connection takes one."""

Container = dict[str, object]


@dataclass
class ContainersArgs:
    """What the containers are told."""

    settings: Settings
    region: str
    log_group: pulumi.Input[str]
    keys: Keys


def containers(args: ContainersArgs) -> list[Container]:
    """Describe the gateway, the step that hands it its configuration, and the metrics collector."""
    return [_config(args), _gateway(args), _collector(args)]


def _config(args: ContainersArgs) -> Container:
    """Write the configuration into a volume and end; a task has no other way to get a file.

    It runs as root, because the volume belongs to root. It has no capabilities and no network port.
    """
    config = json.loads((FILES / "config.json").read_text(encoding="utf-8"))
    return {
        **_common("config", args),
        "image": args.settings.gateway_image,
        "essential": False,
        "user": "0",
        "entryPoint": ["sh", "-c"],
        "command": [
            f'printf %s "$GATEWAY_CONFIG" > {CONFIG_FOLDER}/config.json'
            f' && printf %s "$COLLECTOR_CONFIG" > {CONFIG_FOLDER}/collector.conf'
        ],
        "environment": _environment(
            {
                "GATEWAY_CONFIG": json.dumps(config, separators=(",", ":")),
                "COLLECTOR_CONFIG": (FILES / "collector.conf").read_text(encoding="utf-8"),
            }
        ),
        "mountPoints": [{"sourceVolume": "config", "containerPath": CONFIG_FOLDER}],
    }


def _gateway(args: ContainersArgs) -> Container:
    """Run Centrifugo; sizes and secrets come by environment, the features from the file."""
    return {
        **_common("gateway", args),
        "image": args.settings.gateway_image,
        "essential": True,
        "user": "1000",
        "entryPoint": ["centrifugo"],
        "command": ["--config", f"{CONFIG_FOLDER}/config.json"],
        "portMappings": [
            {"containerPort": port, "protocol": "tcp"} for port in (CLIENT_PORT, INTERNAL_PORT)
        ],
        "environment": _environment(
            {
                "CENTRIFUGO_CLIENT_ALLOWED_ORIGINS": " ".join(args.settings.origins),
                "CENTRIFUGO_CLIENT_CONNECTION_LIMIT": str(
                    args.settings.gateway_connections_per_task
                ),
                "CENTRIFUGO_CLIENT_CONNECTION_RATE_LIMIT": str(args.settings.gateway_connect_rate),
            }
        ),
        "secrets": _secrets(
            {
                "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY": args.keys.token.arn,
                "CENTRIFUGO_HTTP_API_KEY": args.keys.publish.arn,
            }
        ),
        "mountPoints": [
            {"sourceVolume": "config", "containerPath": CONFIG_FOLDER, "readOnly": True}
        ],
        "dependsOn": [{"containerName": "config", "condition": "SUCCESS"}],
        "ulimits": [{"name": "nofile", "softLimit": OPEN_FILES, "hardLimit": OPEN_FILES}],
        "stopTimeout": timeouts.TASK_STOP_S,
    }


def _collector(args: ContainersArgs) -> Container:
    """Send the gateway's metrics to CloudWatch, where scaling and alarms read them.

    Not essential, and restarted alone: losing it must not cut a task's connections.
    """
    return {
        **_common("collector", args),
        "image": args.settings.collector_image,
        "essential": False,
        "restartPolicy": {"enabled": True},
        "user": "1000",
        "entryPoint": ["telegraf"],
        "command": ["--config", f"{CONFIG_FOLDER}/collector.conf"],
        "environment": _environment(
            {
                "AWS_REGION": args.region,
                "ENVIRONMENT": args.settings.environment,
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


def _common(name: str, args: ContainersArgs) -> Container:
    """Take away what no container here needs, and send what it prints to the task's log."""
    return {
        "name": name,
        "readonlyRootFilesystem": True,
        "linuxParameters": {"capabilities": {"drop": ["ALL"]}},
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": args.log_group,
                "awslogs-region": args.region,
                "awslogs-stream-prefix": name,
                # A log that cannot be delivered must not stop the gateway.
                "mode": "non-blocking",
                "max-buffer-size": "25m",
            },
        },
    }


def _environment(values: dict[str, pulumi.Input[str]]) -> list[dict[str, pulumi.Input[str]]]:
    return [{"name": name, "value": value} for name, value in sorted(values.items())]


def _secrets(arns: dict[str, pulumi.Input[str]]) -> list[dict[str, pulumi.Input[str]]]:
    return [{"name": name, "valueFrom": arn} for name, arn in sorted(arns.items())]
