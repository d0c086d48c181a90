"""What `local/README.md` tells a newcomer, with the stack's own files; programs stand in for the containers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from builders import make_feature, make_feature_set, make_notifications
from generated import disk
from generated.variants import VARIANTS
from planning import plan
from rtgen import resources
from rtgen.decide import decide
from rtgen.domain.platform import Backend, Jwks
from rtgen.domain.vocabulary import Access, Delivery
from rtgen.plan.model import Plan
from rtgen.render import render
from runtime import gateway, redis

BACKEND = Backend("https://api.example.com", None)
SPECS = {
    "rooms, nothing kept": make_feature_set(make_feature("chat")),
    "rooms, kept in Valkey": make_feature_set(make_feature("chat", delivery=Delivery.AT_LEAST_ONCE)),
    "own channels": make_feature_set(make_notifications("alerts")),
    "a backend is asked": make_feature_set(make_feature("chat", access=Access.PROXY), backend=BACKEND),
    "an identity provider": make_feature_set(
        make_feature("chat"), auth=Jwks("https://login.example.com/keys", "https://login.example.com/", "live")
    ),
    "an SDK that knows one transport": make_feature_set(make_feature("chat"), client="our-own"),
}
# An own gateway's page is its own: the contract of its README says what it must answer.
OURS = {name: variant for name, variant in VARIANTS.items() if variant.gateway_config}
PLANS: dict[str, Plan] = {name: plan(features, decide(features)) for name, features in SPECS.items()} | OURS
EXAMPLES = sorted(path.parents[1] for path in resources.examples().glob("*/gateway/config.json"))
STACKS: dict[str, Plan | Path] = {**PLANS, **{f"the example {path.name}": path for path in EXAMPLES}}


def write(of: Plan | Path, folder: Path) -> Path:
    """A stack on disk: a planned one, or a copy of an example."""
    if isinstance(of, Path):
        shutil.copytree(of, folder)
        return folder
    return disk.write(render(of).files.values(), folder)


def blocks(stack: Path) -> list[str]:
    """The commands of the page, in order."""
    return re.findall(r"```sh\n(.*?)```", (stack / "local" / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def command(stack: Path, word: str) -> str:
    """The first command of the page that has this word in it."""
    return next(block for block in blocks(stack) if word in block)


@contextmanager
def composed(stack: Path, folder: Path) -> Iterator[gateway.Gateway]:
    """What `docker compose up` starts: every service with its own command and environment, on free ports."""
    services: dict[str, Any] = yaml.safe_load((stack / "local" / "compose.yaml").read_text(encoding="utf-8"))[
        "services"
    ]
    settings = services["gateway"]
    assert settings["volumes"] == ["../gateway/config.json:/config/config.json:ro"]
    env = {name: str(value) for name, value in settings["environment"].items()}
    with ExitStack() as started:
        if "valkey" in services:
            _, *options = services["valkey"]["command"]
            kept = started.enter_context(redis.started(options, folder))
            env = {name: value.replace("valkey:6379", f"127.0.0.1:{kept.port}") for name, value in env.items()}
        if "backend" in services:
            port = gateway.free_port()
            script = stack / services["backend"]["command"][1].lstrip("/")
            started.enter_context(_answering(script, port))
            env = {name: value.replace("backend:3000", f"127.0.0.1:{port}") for name, value in env.items()}
        file = _configuration(settings["command"], stack)
        yield started.enter_context(gateway.started(file, folder, env=env, secrets={}))


def _configuration(command: list[str], stack: Path) -> Path:
    """The file that the gateway's container runs with: the stack's, or what its command makes of it."""
    file, made = stack / "gateway" / "config.json", stack / "local.json"
    if command[0] == "centrifugo":
        assert command == ["centrifugo", "-c", "/config/config.json"]
        return file
    make, run = command[2].split(" && ")
    assert run == "exec centrifugo -c /tmp/config.json"
    make = make.replace("/config/config.json", str(file), 1).replace("/tmp/config.json", str(made), 1)  # noqa: S108
    subprocess.run(["sh", "-c", make], check=True)
    return made


@contextmanager
def _answering(script: Path, port: int) -> Iterator[None]:
    """The stand-in for the backend, once it listens."""
    process = subprocess.Popen([sys.executable, script, str(port)], stdout=subprocess.DEVNULL)
    try:
        gateway.await_port(port, process)
        yield
    finally:
        process.kill()
        process.wait()


def shell(server: gateway.Gateway, stack: Path, line: str, options: str = "") -> subprocess.Popen[str]:
    """Runs a command of the page in the stack's folder: on the ports of this server, with the Python of the tests."""
    line = line.strip().replace("127.0.0.1:9000", f"127.0.0.1:{server.internal_port}")
    if line.startswith("python"):
        options += f" --address 127.0.0.1:{server.port}"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.Popen(
        ["sh", "-c", f"exec {line} {options}"],
        cwd=stack,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("name", STACKS)
def test_the_page_delivers_a_message_and_shows_who_is_refused(name: str, running: ExitStack, tmp_path: Path) -> None:
    stack = write(STACKS[name], tmp_path / "stack")
    server = running.enter_context(composed(stack, tmp_path))

    with shell(server, stack, command(stack, "listen.py 42"), "--count 1") as listening:
        assert listening.stdout is not None
        assert listening.stdout.readline().startswith("user 42 listens to ")
        with shell(server, stack, command(stack, "/api/publish"), "--silent") as publishing:
            assert publishing.wait(timeout=10) == 0
        heard = listening.stdout.read().splitlines()[-1]
    assert heard in (stack / "local" / "README.md").read_text(encoding="utf-8")
    assert heard.endswith('{"text": "hello"}')

    refused = [block for block in blocks(stack) if "listen.py 43" in block]
    contract = json.loads((stack / "client-contract.json").read_text(encoding="utf-8"))
    protected = any(each["channel"]["access"] in {"own", "token"} for each in contract["features"].values())
    assert bool(refused) is protected
    for line in refused:
        with shell(server, stack, line) as trying:
            said, _ = trying.communicate(timeout=10)
        assert (trying.returncode, said.strip()) == (1, "refused: permission denied (103)")


def brings_redis(name: str) -> bool:
    """Whether the stack makes its Redis, or has none; one that is there already has rights of its own."""
    of = STACKS[name]
    return isinstance(of, Path) or of.stack is None or of.stack.redis is None or not of.stack.redis.given


@pytest.mark.parametrize("name", [name for name in STACKS if brings_redis(name)])
def test_valkey_and_the_cloud_give_the_gateway_the_same_rights(name: str, tmp_path: Path) -> None:
    stack = write(STACKS[name], tmp_path / "stack")
    component = stack / "components" / "redis.py"
    services = yaml.safe_load((stack / "local" / "compose.yaml").read_text(encoding="utf-8"))["services"]

    assert ("valkey" in services) is component.exists()
    if component.exists():
        words = set(services["valkey"]["command"])
        assert set(redis.RIGHTS) <= words
        assert " ".join(redis.RIGHTS) in component.read_text(encoding="utf-8")
