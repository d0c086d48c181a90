"""The containers of a gateway task: what runs, with which rights, and what it is told."""

from dataclasses import dataclass

import pulumi

from components import timeouts
from components.collector import collector
from components.container import CONFIG_FOLDER, FILES, Container, environment, restricted, secrets
from components.keys import Keys
from components.redis import Redis
from components.traffic import CLIENT_PORT, INTERNAL_PORT
from settings import Settings

OPEN_FILES = 65_535
"""The most that Fargate allows: every connection takes one."""


@dataclass
class ContainersArgs:
    """What the containers are told."""

    settings: Settings
    region: str
    log_group: pulumi.Input[str]
    keys: Keys
    redis: Redis


def containers(args: ContainersArgs) -> list[Container]:
    """Describe the gateway, the metrics collector, and the step that hands it its configuration."""
    base = restricted("collector", args.region, args.log_group)
    return [_config(args), _gateway(args), collector(args.settings, args.region, base)]


def _config(args: ContainersArgs) -> Container:
    """Write the collector's configuration into a volume and end: a task gets no file otherwise.

    It runs as root, because the volume belongs to root. It has no capabilities and no network port.
    """
    return {
        **restricted("config", args.region, args.log_group),
        "image": args.settings.collector_image,
        "essential": False,
        "user": "0",
        "entryPoint": ["sh", "-c"],
        "command": [f'printf %s "$COLLECTOR_CONFIG" > {CONFIG_FOLDER}/collector.conf'],
        "environment": environment(
            {"COLLECTOR_CONFIG": (FILES / "collector.conf").read_text(encoding="utf-8")}
        ),
        "mountPoints": [{"sourceVolume": "config", "containerPath": CONFIG_FOLDER}],
    }


def _gateway(args: ContainersArgs) -> Container:
    """Run the team's own server by the image's own command; all it is told comes by environment."""
    return {
        **restricted("gateway", args.region, args.log_group),
        "image": args.settings.gateway_image,
        "essential": True,
        "user": "1000",
        "portMappings": [
            {"containerPort": port, "protocol": "tcp"} for port in (CLIENT_PORT, INTERNAL_PORT)
        ],
        "environment": environment(
            {
                "ALLOWED_ORIGINS": " ".join(args.settings.origins),
                "HEARTBEAT_SECONDS": str(timeouts.HEARTBEAT_S),
                "INTERNAL_PORT": str(INTERNAL_PORT),
                "MAX_CONNECTIONS": str(args.settings.gateway_connections_per_task),
                "MAX_CONNECT_RATE": str(args.settings.gateway_connect_rate),
                "PORT": str(CLIENT_PORT),
                "REDIS_MODE": "replicated",
                "REDIS_PREFIX": pulumi.get_project(),
                "REDIS_URL": args.redis.address,
                "SHUTDOWN_SECONDS": str(timeouts.GATEWAY_SHUTDOWN_S),
            }
        ),
        "secrets": secrets(
            {
                "PUBLISH_KEY": args.keys.publish.arn,
                "REDIS_PASSWORD": args.redis.secret("password"),
                "REDIS_USERNAME": args.redis.secret("username"),
                "TOKEN_SECRET": args.keys.token.arn,
            }
        ),
        "ulimits": [{"name": "nofile", "softLimit": OPEN_FILES, "hardLimit": OPEN_FILES}],
        "stopTimeout": timeouts.TASK_STOP_S,
    }
