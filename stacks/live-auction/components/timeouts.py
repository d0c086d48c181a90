"""Every timeout along a connection's path, in seconds; tests/test_timeouts.py holds their order.

A connection is silent between two heartbeats, so whatever stands in between must wait for more
than two of them: one may get lost. A stopping task first leaves the load balancer, then closes.
"""

HEARTBEAT_S = 25
"""The gateway sends something to every client this often, or oftener (`HEARTBEAT_SECONDS`)."""

LOAD_BALANCER_IDLE_S = 120
"""The load balancer cuts a connection that was silent for so long."""

LOAD_BALANCER_DRAIN_S = 30
"""Deregistration delay: ECS stops a task only after it. An open connection does not end by itself,
so waiting longer would only make a deployment slower."""

GATEWAY_SHUTDOWN_S = 30
"""The most that the gateway takes to close down (`SHUTDOWN_SECONDS`)."""

TASK_STOP_S = 120
"""Between asking a container to stop and killing it; Fargate allows at most 120."""
