"""How the gateway runs, and how it is replaced."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from recording import FOLDER, Recording

CONFIG = json.loads((FOLDER / "gateway" / "config.json").read_text(encoding="utf-8"))
OPEN_FILES = 65_535


def test_every_connection_has_a_file_descriptor(stack: Recording) -> None:
    limit = {"name": "nofile", "softLimit": OPEN_FILES, "hardLimit": OPEN_FILES}
    assert stack.containers()["gateway"]["ulimits"] == [limit]
    assert connection_limit(stack) < OPEN_FILES - 5_000


def test_load_balancers_ask_the_ports_at_which_the_gateway_listens(stack: Recording) -> None:
    clients = stack.one("edge-clients", "lb/targetGroup:TargetGroup")
    api = stack.one("publish-api", "lb/targetGroup:TargetGroup")

    internal_port = int(CONFIG["http_server"]["internal_port"])
    assert clients.number("port") == CONFIG["http_server"]["port"]
    assert clients.number("healthCheck", "port") == internal_port
    assert clients.at("healthCheck", "path") == "/health"
    assert api.number("port") == internal_port


def test_connections_are_spread_by_how_many_a_task_has(stack: Recording) -> None:
    clients = stack.one("edge-clients", "lb/targetGroup:TargetGroup")
    assert clients.at("loadBalancingAlgorithmType") == "least_outstanding_requests"
    assert clients.at("protocolVersion") == "HTTP1"


def test_a_client_comes_back_to_its_task_for_a_while(stack: Recording) -> None:
    stickiness = stack.one("edge-clients", "lb/targetGroup:TargetGroup").at("stickiness")
    assert stickiness == {"type": "lb_cookie", "enabled": True, "cookieDuration": 180}


def test_a_deployment_that_fails_is_taken_back(stack: Recording) -> None:
    breaker = stack.one("gateway-service", "ecs/service:Service").at("deploymentCircuitBreaker")
    assert breaker == {"enable": True, "rollback": True}


def test_a_deployment_never_has_fewer_tasks_than_before(stack: Recording) -> None:
    service = stack.one("gateway-service", "ecs/service:Service")
    assert service.at("deploymentMinimumHealthyPercent") == 100
    assert service.at("deploymentMaximumPercent") == 200


def test_a_deployment_leaves_the_number_of_tasks_to_autoscaling(stack: Recording) -> None:
    service = stack.one("gateway-service", "ecs/service:Service")
    assert service.ignore_changes == ("desired_count",)


def test_autoscaling_acts_before_a_task_is_full_and_is_slow_to_stop_one(stack: Recording) -> None:
    policy = stack.one("autoscaling-policy", "appautoscaling/policy:Policy")
    tracking = "targetTrackingScalingPolicyConfiguration"

    assert policy.number(tracking, "targetValue") < connection_limit(stack)
    assert policy.number(tracking, "scaleInCooldown") >= 900


def test_containers_can_change_nothing_and_have_no_rights_to_spare(stack: Recording) -> None:
    for container in stack.containers().values():
        assert container["readonlyRootFilesystem"] is True
        assert container["linuxParameters"] == {"capabilities": {"drop": ["ALL"]}}


def test_the_gateway_is_not_root(stack: Recording) -> None:
    assert stack.containers()["gateway"]["user"] not in {"0", "root"}


def test_secrets_come_from_secrets_manager(stack: Recording) -> None:
    names = {each["name"] for each in listed(stack.containers()["gateway"]["secrets"])}
    assert names == {
        "CENTRIFUGO_HTTP_API_KEY",
        "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY",
        "CENTRIFUGO_ENGINE_REDIS_PASSWORD",
        "CENTRIFUGO_PROXIES_PUBLISH_HTTP_STATIC_HEADERS",
        "CENTRIFUGO_PROXIES_RPC_HTTP_STATIC_HEADERS",
        "CENTRIFUGO_PROXIES_SUBSCRIBE_HTTP_STATIC_HEADERS",
    }
    for container in stack.containers().values():
        assert "made-up" not in json.dumps(container)


def test_the_task_definition_is_within_the_64_kib_of_ecs(stack: Recording) -> None:
    definition = stack.one("gateway-tasks", "ecs/taskDefinition:TaskDefinition")
    assert len(str(definition.at("containerDefinitions")).encode()) < 60 * 1024


SHELL = shutil.which("sh")


@pytest.mark.skipif(SHELL is None, reason="the container's script is for a POSIX shell")
def test_the_first_container_writes_what_the_others_read(stack: Recording, tmp_path: Path) -> None:
    first = stack.containers()["config"]
    assert isinstance(first["command"], list)
    script = first["command"][0].replace("/config/", f"{tmp_path}/")
    said = {each["name"]: each["value"] for each in listed(first["environment"])}

    paths = {"PATH": "/bin:/usr/bin"}
    subprocess.run([SHELL or "sh", "-c", script], env=paths | said, check=True)  # noqa: S603 - the stack's own

    assert json.loads((tmp_path / "config.json").read_text(encoding="utf-8")) == CONFIG
    collector = (FOLDER / "gateway" / "collector.conf").read_text(encoding="utf-8")
    assert (tmp_path / "collector.conf").read_text(encoding="utf-8") == collector


def connection_limit(stack: Recording) -> int:
    return int(variables(stack)["CENTRIFUGO_CLIENT_CONNECTION_LIMIT"])


def variables(stack: Recording) -> dict[str, str]:
    return {
        each["name"]: each["value"] for each in listed(stack.containers()["gateway"]["environment"])
    }


def listed(value: object) -> list[dict[str, str]]:
    assert isinstance(value, list)
    return value
