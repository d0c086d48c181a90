"""Captures anew what the collector sends from the real gateway: see ../captures/README.md."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import boto3
import websockets
from moto.server import ThreadedMotoServer

from rtgen.plan.server import METRICS
from rtgen.render.blueprints import rendered
from runtime import gateway, redis

CAPTURES = Path(__file__).parents[1] / "captures"
PROJECT, ENVIRONMENT, REGION = "shop", "prod", "eu-central-1"
CONNECTION_LIMIT = 6
INTERVAL_S = 3
"""Of the scrapes: a minute in a stack."""
CONFIG = {
    "http_server": {"internal_port": "9000"},
    "client": {
        "allow_anonymous_connect_without_token": True,
        "connection_limit": CONNECTION_LIMIT,
        "queue_max_size": 20_000,
    },
    "channel": {
        "namespaces": [
            {
                "name": "chat",
                "allow_subscribe_for_client": True,
                "allow_subscribe_for_anonymous": True,
                "history_size": 2,
                "history_ttl": "60s",
                "force_recovery": True,
            }
        ]
    },
    "engine": {"type": "redis", "redis": {"user": "gateway", "prefix": PROJECT}},
    "prometheus": {"enabled": True},
    "health": {"enabled": True},
}
RECOVERS = {"channel": "chat:room", "recover": True, "offset": 1, "epoch": "of another life"}
"""A position that is no longer there: the gateway has to say that it cannot recover."""


def collector_config(internal_port: int) -> str:
    """The stack's own configuration, but for the gateway's port and how long a capture waits."""
    text = rendered("stack/gateway/collector.conf.j2", METRICS)
    for of_a_stack, here in (
        ("127.0.0.1:9000", f"127.0.0.1:{internal_port}"),
        ('interval = "60s"', f'interval = "{INTERVAL_S}s"'),
        ('flush_interval = "10s"', 'flush_interval = "1s"'),
        ("STARTING = 30 *", "STARTING = 2 *"),
    ):
        if of_a_stack not in text:
            raise ValueError(f"the collector's configuration has no {of_a_stack!r} any more")
        text = text.replace(of_a_stack, here)
    return text


async def misuse(node: gateway.Gateway) -> None:
    """Fill the gateway, ask for what is gone, be refused, and read nothing of a flood."""
    address = f"ws://127.0.0.1:{node.port}/connection/websocket"
    async with AsyncExitStack() as clients:
        for _ in range(CONNECTION_LIMIT):
            client = await clients.enter_async_context(websockets.connect(address, max_queue=1, compression=None))
            for command in ({"id": 1, "connect": {}}, {"id": 2, "subscribe": RECOVERS}):
                await client.send(json.dumps(command))
                await client.recv()
        with suppress(websockets.InvalidStatus):
            await clients.enter_async_context(websockets.connect(address))
            raise RuntimeError("the gateway took more connections than its limit")
        for _ in range(400):
            await asyncio.to_thread(node.publish, "chat:room", {"text": "x" * 60_000})
        await asyncio.sleep(3 * INTERVAL_S)


def sent(endpoint: str) -> list[dict[str, object]]:
    """Every metric that CloudWatch has, once and in a fixed order: moto lists some for each time they were sent."""
    session = boto3.Session("x", "x", region_name=REGION)
    metrics = {
        (
            metric["Namespace"],
            metric["MetricName"],
            *sorted((each["Name"], each["Value"]) for each in metric["Dimensions"]),
        )
        for metric in session.client("cloudwatch", endpoint_url=endpoint).list_metrics()["Metrics"]
    }
    return [
        {"namespace": namespace, "name": name, "dimensions": dict(dimensions)}
        for namespace, name, *dimensions in sorted(metrics, key=str)
    ]


def capture(collector: str, folder: Path) -> None:
    """Run gateway, Redis and collector side by side; lose Redis last, for that ends everything else."""
    aws = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    aws.start()
    host, port = aws.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    known: Mapping[str, str] = {
        # The collector ignores `endpoint_url` of its own output; without this it would look for AWS itself.
        "AWS_ENDPOINT_URL_CLOUDWATCH": endpoint,
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_REGION": REGION,
        "ENVIRONMENT": ENVIRONMENT,
        "METRICS_NAMESPACE": PROJECT,
    }
    with (
        redis.started(redis.gateway_user(PROJECT), folder) as store,
        gateway.started(CONFIG, folder, env=store.env) as node,
    ):
        config = folder / "collector.conf"
        config.write_text(collector_config(node.internal_port), encoding="utf-8")
        # `check=True`: a configuration that the collector does not accept ends the capture here.
        subprocess.run([collector, "config", "check", "--config", config], env=known, check=True)
        with (folder / "collector.log").open("wb") as log:
            running = subprocess.Popen([collector, "--config", config], stdout=log, stderr=log, env=known)
        try:
            # A counter that is there at the first scrape says nothing yet: let one pass before anything happens.
            asyncio.run(asyncio.sleep(3 * INTERVAL_S))
            asyncio.run(misuse(node))
            store.stop()
            asyncio.run(asyncio.sleep(4 * INTERVAL_S))
            _, metrics = node.get("/metrics")
        finally:
            running.terminate()
            running.wait(timeout=20)
    (CAPTURES / "metrics.txt").write_text(metrics, encoding="utf-8")
    (CAPTURES / "cloudwatch.json").write_text(json.dumps(sent(endpoint), indent=2) + "\n", encoding="utf-8")
    aws.stop()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        capture(os.environ["RTGEN_COLLECTOR"], Path(temporary))
