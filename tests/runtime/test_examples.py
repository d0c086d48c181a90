"""The very configuration that stands in each example: accepted, started, a message delivered, a stranger refused."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from rtgen.plan.model import JsonObject
from runtime import backend, gateway, redis
from runtime.client import RefusedError, connected
from runtime.gateway import token

STACKS = sorted((Path(__file__).parents[2] / "stacks").glob("*/gateway/config.json"))
NAMES = [path.parents[1].name for path in STACKS]


def answer(question: str, body: JsonObject) -> JsonObject:
    """A backend in which Ann takes part in everything, and nobody else in anything."""
    return {"result": {}} if body["user"] == "ann" else {"error": {"code": 403, "message": f"no {question} for you"}}


@pytest.mark.parametrize("path", STACKS, ids=NAMES)
def test_each_feature_delivers_to_who_may_hear_it_and_refuses_others(
    path: Path, running: ExitStack, tmp_path: Path
) -> None:
    config: JsonObject = json.loads(path.read_text(encoding="utf-8"))
    plan = json.loads((path.parents[1] / "plan.json").read_text(encoding="utf-8"))
    accepted = gateway.check(config, tmp_path, "--strict")
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    asked = running.enter_context(backend.started(answer))
    env = asked.env(*(str(proxy["name"]) for proxy in config.get("proxies", [])))  # type: ignore[union-attr,index,call-overload]
    if "engine" in config:
        env |= running.enter_context(redis.started(redis.gateway_user(plan["name"]), tmp_path)).env
    server = running.enter_context(gateway.started(config, tmp_path, env=env))
    ann = running.enter_context(connected(server.url, token("ann")))
    bob = running.enter_context(connected(server.url, token("bob")))

    delivered = 0
    for name, feature in plan["features"].items():
        access, template = feature["channel"]["access"], feature["channel"]["template"]
        if "polling" in feature["transport"]:
            continue  # its clients ask the poll service
        room = template.rpartition(":")[0] + (":#ann" if access == "own" else ":one")
        ann.subscribe(room, token("ann", channel=room) if access == "token" else None)
        if access != "public":
            with pytest.raises(RefusedError):
                bob.subscribe(room)
        server.publish(room, {"feature": name})
        assert ann.push()["data"] == {"feature": name}
        delivered += 1
    assert delivered
    assert bob.hears_nothing()
