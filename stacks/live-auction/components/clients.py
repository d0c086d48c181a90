"""The target group of the gateway's client connections."""

import pulumi
import pulumi_aws as aws

from components import timeouts
from components.traffic import CLIENT_PORT, INTERNAL_PORT


def clients(vpc_id: pulumi.Input[str]) -> aws.lb.TargetGroupArgs:
    """Describe how connections are spread over the gateway's tasks, and how a task shows health."""
    return aws.lb.TargetGroupArgs(
        vpc_id=vpc_id,
        target_type="ip",
        port=CLIENT_PORT,
        protocol="HTTP",
        # A WebSocket begins as an HTTP/1.1 request; through an HTTP/2 target group it fails.
        protocol_version="HTTP1",
        # A new task has no connections: it gets the next ones, until all tasks have as many.
        load_balancing_algorithm_type="least_outstanding_requests",
        deregistration_delay=timeouts.LOAD_BALANCER_DRAIN_S,
        # Within the cookie's life a client comes back to the task that still knows it
        # (`platform.sticky_sessions`, RT423).
        stickiness=aws.lb.TargetGroupStickinessArgs(
            type="lb_cookie",
            enabled=True,
            cookie_duration=3600,
        ),
        health_check=aws.lb.TargetGroupHealthCheckArgs(
            port=str(INTERNAL_PORT),
            path="/healthz",
            interval=10,
            timeout=5,
            healthy_threshold=2,
            unhealthy_threshold=3,
        ),
    )
