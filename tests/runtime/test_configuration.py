"""Rendered configurations are taken by the real gateway, and the traps that rendering avoids are really there."""

from __future__ import annotations

import json
import signal
import subprocess
from contextlib import ExitStack
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from generated.variants import VARIANTS
from rtgen import resources
from rtgen.plan.model import JsonObject
from runtime import gateway, redis, samples, tools
from runtime.client import connected

RENDERED: dict[str, JsonObject] = {
    "plain": samples.config(samples.PLAIN),
    "asking": samples.config(samples.ASKING),
    "kept": samples.config(samples.KEPT),
    **{f"variant: {name}": plan.gateway_config for name, plan in VARIANTS.items()},
    **{
        f"example: {path.parents[1].name}": json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(resources.examples().glob("*/gateway/config.json"))
    },
}


def changed(change: dict[str, Any]) -> JsonObject:
    """The plain configuration with other values in `client`."""
    config: dict[str, Any] = deepcopy(RENDERED["plain"])
    config["client"] |= change
    return config


def exit_code(config: JsonObject, folder: Path, env: dict[str, str] | None = None) -> int:
    """How a gateway ends that should not start."""
    file = folder / "config.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    ports = {"CENTRIFUGO_HTTP_SERVER_PORT": str(gateway.free_port())}
    ports["CENTRIFUGO_HTTP_SERVER_INTERNAL_PORT"] = str(gateway.free_port())
    done = subprocess.run(
        [tools.centrifugo(), "-c", file], env=ports | (env or {}), capture_output=True, timeout=20, check=False
    )
    return done.returncode


@pytest.mark.parametrize("name", RENDERED)
def test_the_gateway_knows_every_key(name: str, tmp_path: Path) -> None:
    done = gateway.check(RENDERED[name], tmp_path, "--strict")

    assert done.returncode == 0, done.stderr


def test_only_the_strict_check_sees_a_misspelt_key(tmp_path: Path) -> None:
    misspelt = changed({"ping_intervall": "25s"})

    assert gateway.check(misspelt, tmp_path).returncode == 0
    assert gateway.check(misspelt, tmp_path, "--strict").returncode != 0


def test_a_duration_without_its_unit_passes_the_check_and_stops_the_gateway(tmp_path: Path) -> None:
    bare = changed({"ping_interval": 25})

    assert gateway.check(bare, tmp_path, "--strict").returncode == 0
    assert exit_code(bare, tmp_path) != 0


def test_clients_and_publishers_have_ports_of_their_own(running: ExitStack, tmp_path: Path) -> None:
    server = running.enter_context(gateway.started(RENDERED["plain"], tmp_path))

    internal, public = ("/health", "/metrics"), ("/connection/websocket", "/emulation")

    assert [server.get(path)[0] for path in (*internal, *public)] == [200, 200, 404, 404]
    assert [server.get(path, internal=False)[0] for path in (*internal, "/api/info")] == [404, 404, 404]


def test_pages_connect_from_the_origins_of_the_environment_alone(running: ExitStack, tmp_path: Path) -> None:
    origins = "https://www.example.com https://shop.example.com"
    server = running.enter_context(
        gateway.started(RENDERED["plain"], tmp_path, env={"CENTRIFUGO_CLIENT_ALLOWED_ORIGINS": origins})
    )

    for origin in origins.split():
        running.enter_context(connected(server.url, gateway.token(), origin=origin))
    with pytest.raises(InvalidStatus, match="403"):
        running.enter_context(connected(server.url, gateway.token(), origin="https://evil.example.com"))


def test_without_origins_no_page_connects(running: ExitStack, tmp_path: Path) -> None:
    server = running.enter_context(
        gateway.started(RENDERED["plain"], tmp_path, env={"CENTRIFUGO_CLIENT_ALLOWED_ORIGINS": ""})
    )

    with pytest.raises(InvalidStatus, match="403"):
        running.enter_context(connected(server.url, gateway.token(), origin="https://www.example.com"))
    running.enter_context(connected(server.url, gateway.token()))


def test_sizes_come_by_environment(running: ExitStack, tmp_path: Path) -> None:
    limit = {"CENTRIFUGO_CLIENT_CONNECTION_LIMIT": "1"}
    server = running.enter_context(gateway.started(RENDERED["plain"], tmp_path, env=limit))

    running.enter_context(connected(server.url, gateway.token()))
    with pytest.raises(InvalidStatus, match="503"):
        running.enter_context(connected(server.url, gateway.token("43")))


def test_the_gateway_ends_when_redis_is_not_there_at_the_start(tmp_path: Path) -> None:
    nowhere = {"CENTRIFUGO_ENGINE_REDIS_ADDRESS": f"redis://127.0.0.1:{gateway.free_port()}"}

    assert exit_code(RENDERED["kept"], tmp_path, nowhere) != 0


def test_health_says_nothing_about_redis(running: ExitStack, tmp_path: Path) -> None:
    server = running.enter_context(redis.started(redis.gateway_user("live"), tmp_path))
    node = running.enter_context(gateway.started(RENDERED["kept"], tmp_path, env=server.env))

    server.stop()
    status, _ = node.api("publish", channel="chat:1", data={})

    assert status == 500
    assert node.get("/health")[0] == 200


def test_a_stop_closes_every_connection_at_once_with_a_code_that_reconnects(running: ExitStack, tmp_path: Path) -> None:
    server = running.enter_context(gateway.started(RENDERED["plain"], tmp_path))
    clients = [running.enter_context(connected(server.url, gateway.token(f"user-{n}"))) for n in range(5)]

    assert server.stop(signal.SIGTERM) == 0
    assert {client.close_code() for client in clients} == {3001}
