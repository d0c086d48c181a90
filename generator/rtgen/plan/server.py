"""What answers as a stack's gateway, Centrifugo or a server of the user's own: at which ports, and what it counts."""

from __future__ import annotations

from rtgen.domain.platform import GatewayMetrics
from rtgen.plan.model import StackPlan

CLIENT_PORT = 8000
INTERNAL_PORT = 9000
HEALTH = "/health"
METRICS = GatewayMetrics(
    stated=True,
    path="/metrics",
    port=INTERNAL_PORT,
    connections="centrifugo_node_num_clients",
    accepted="centrifugo_client_connections_accepted",
    messages="centrifugo_transport_messages_sent",
)
"""Of Centrifugo 6.9.1, as a scrape of it shows them (tests/monitoring/captures)."""


def metrics(stack: StackPlan) -> GatewayMetrics:
    """What alarms, the dashboard and autoscaling read; the average of `connections` over the tasks is the latter's."""
    return stack.own.gateway.metrics if stack.own else METRICS
