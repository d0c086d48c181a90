"""Each timeout along the path outlasts the one before it."""

from components.timeouts import GATEWAY_SHUTDOWN_S, HEARTBEAT_S
from recording import Recording


def test_the_gateway_is_told_its_heartbeat_and_its_shutdown(stack: Recording) -> None:
    environment = stack.containers()["gateway"]["environment"]
    assert isinstance(environment, list)
    assert {"name": "HEARTBEAT_SECONDS", "value": str(HEARTBEAT_S)} in environment
    assert {"name": "SHUTDOWN_SECONDS", "value": str(GATEWAY_SHUTDOWN_S)} in environment


def test_a_lost_heartbeat_does_not_end_a_connection_at_the_load_balancer(stack: Recording) -> None:
    for balancer in stack.all("lb/loadBalancer:LoadBalancer"):
        assert balancer.number("idleTimeout") > 2 * HEARTBEAT_S


def test_a_task_closes_down_before_it_is_killed(stack: Recording) -> None:
    stop_s = int(str(stack.containers()["gateway"]["stopTimeout"]))
    assert GATEWAY_SHUTDOWN_S < stop_s <= 120


def test_a_deployment_does_not_wait_long_for_connections_that_never_end(stack: Recording) -> None:
    for group in stack.all("lb/targetGroup:TargetGroup"):
        assert group.number("deregistrationDelay") <= 60
