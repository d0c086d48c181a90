"""The containers of a gateway task: what runs, with which rights, and what it is told."""

import json
from dataclasses import dataclass
from pathlib import Path

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
    """Describe the gateway, the step that hands it its configuration, and the metrics collector."""
    base = restricted("collector", args.region, args.log_group)
    return [_config(args), _gateway(args), collector(args.settings, args.region, base)]


def _config(args: ContainersArgs) -> Container:
    """Write the configuration into a volume and end; a task has no other way to get a file.

    It runs as root, because the volume belongs to root. It has no capabilities and no network port.
    """
    config = configuration(FILES)
    return {
        **restricted("config", args.region, args.log_group),
        "image": args.settings.gateway_image,
        "essential": False,
        "user": "0",
        "entryPoint": ["sh", "-c"],
        "command": [
            f'printf %s "$GATEWAY_CONFIG" > {CONFIG_FOLDER}/config.json'
            f' && printf %s "$COLLECTOR_CONFIG" > {CONFIG_FOLDER}/collector.conf'
        ],
        "environment": environment(
            {
                "GATEWAY_CONFIG": json.dumps(config, separators=(",", ":")),
                "COLLECTOR_CONFIG": (FILES / "collector.conf").read_text(encoding="utf-8"),
            }
        ),
        "mountPoints": [{"sourceVolume": "config", "containerPath": CONFIG_FOLDER}],
    }


def configuration(folder: Path) -> dict[str, object]:
    """Read the gateway's configuration, unless a merge left it with values of two branches."""
    text = (folder / "config.json").read_text(encoding="utf-8")
    try:
        config: dict[str, object] = json.loads(text, object_pairs_hook=_once)
    except ValueError as error:
        raise pulumi.RunError(f"gateway/config.json cannot be deployed: {error}") from error
    return config


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Take each key once; JSON itself would take the last of two."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = sorted(key for key in found if sum(key == each for each, _ in pairs) > 1)
        raise ValueError(f"{', '.join(twice)} stands there twice, as after a merge")
    return found


def _gateway(args: ContainersArgs) -> Container:
    """Run Centrifugo; sizes and secrets come by environment, the features from the file."""
    return {
        **restricted("gateway", args.region, args.log_group),
        "image": args.settings.gateway_image,
        "essential": True,
        "user": "1000",
        "entryPoint": ["centrifugo"],
        "command": ["--config", f"{CONFIG_FOLDER}/config.json"],
        "portMappings": [
            {"containerPort": port, "protocol": "tcp"} for port in (CLIENT_PORT, INTERNAL_PORT)
        ],
        "environment": environment(
            {
                "CENTRIFUGO_CLIENT_ALLOWED_ORIGINS": " ".join(args.settings.origins),
                "CENTRIFUGO_CLIENT_CONNECTION_LIMIT": str(
                    args.settings.gateway_connections_per_task
                ),
                "CENTRIFUGO_CLIENT_CONNECTION_RATE_LIMIT": str(args.settings.gateway_connect_rate),
                "CENTRIFUGO_ENGINE_REDIS_ADDRESS": args.redis.address,
                "CENTRIFUGO_PROXIES_PUBLISH_ENDPOINT": f"{args.settings.backend_url}/publish",
            }
        ),
        "secrets": secrets(
            {
                "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY": args.keys.token.arn,
                "CENTRIFUGO_ENGINE_REDIS_PASSWORD": args.redis.password.arn,
                "CENTRIFUGO_PROXIES_PUBLISH_HTTP_STATIC_HEADERS": args.keys.proxy.arn,
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
