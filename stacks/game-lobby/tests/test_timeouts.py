"""Each timeout along the path outlasts the one before it."""

import json
import re

from recording import FOLDER, Recording

CONFIG = json.loads((FOLDER / "gateway" / "config.json").read_text(encoding="utf-8"))


def seconds(duration: str) -> int:
    match = re.fullmatch(r"([0-9]+)s", duration)
    assert match, f"{duration} is not a duration in seconds"
    return int(match[1])


HEARTBEAT_S = seconds(CONFIG["client"]["ping_interval"])


def test_a_lost_heartbeat_does_not_end_a_connection_at_the_load_balancer(stack: Recording) -> None:
    for balancer in stack.all("lb/loadBalancer:LoadBalancer"):
        assert balancer.number("idleTimeout") > 2 * HEARTBEAT_S


def test_a_client_has_time_to_answer_a_heartbeat_before_the_next() -> None:
    assert seconds(CONFIG["client"]["pong_timeout"]) < HEARTBEAT_S


def test_a_task_closes_down_before_it_is_killed(stack: Recording) -> None:
    stop_s = int(str(stack.containers()["gateway"]["stopTimeout"]))
    assert seconds(CONFIG["shutdown"]["timeout"]) < stop_s <= 120


def test_a_deployment_does_not_wait_long_for_connections_that_never_end(stack: Recording) -> None:
    for group in stack.all("lb/targetGroup:TargetGroup"):
        assert group.number("deregistrationDelay") <= 60
