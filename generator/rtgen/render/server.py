"""What the files of a stack say of the server that is its gateway: the one place in which the two kinds differ."""

from __future__ import annotations

from rtgen.domain.platform import GatewayMetrics, OwnGateway
from rtgen.plan.model import StackPlan
from rtgen.plan.server import CLIENT_PORT, HEALTH, METRICS
from rtgen.record import NamedTuple


class Variables(NamedTuple):
    """The names of the variables by which the server is told of its surroundings."""

    most_connections: str
    publish_key: str
    redis_address: str
    redis_user: str
    redis_password: str


class Server(NamedTuple):
    """A server as the stack's code and its docstrings name it. Each `…_from` says where a reader finds what was set."""

    name: str
    health: str
    """Path at which a task says that it takes clients."""
    port: int
    """For clients; the internal one is that of the metrics."""
    metrics: GatewayMetrics
    variables: Variables
    port_from: str
    internal_port_from: str
    heartbeat_from: str
    """A sentence, as the next three."""
    shutdown_from: str
    redis_user_from: str
    publishing: str
    """How the backend publishes."""


CENTRIFUGO = Server(
    name="Centrifugo",
    health=HEALTH,
    port=CLIENT_PORT,
    metrics=METRICS,
    variables=Variables(
        most_connections="CENTRIFUGO_CLIENT_CONNECTION_LIMIT",
        publish_key="CENTRIFUGO_HTTP_API_KEY",
        redis_address="CENTRIFUGO_ENGINE_REDIS_ADDRESS",
        redis_user="CENTRIFUGO_ENGINE_REDIS_USER",
        redis_password="CENTRIFUGO_ENGINE_REDIS_PASSWORD",  # noqa: S106 - the name of a variable
    ),
    port_from="`http_server.port` in gateway/config.json",
    internal_port_from="`http_server.internal_port`",
    heartbeat_from="The gateway pings every client this often (`client.ping_interval` in gateway/config.json).",
    shutdown_from="The most that the gateway takes to close down (`shutdown.timeout` in gateway/config.json).",
    redis_user_from="`engine.redis.user` in gateway/config.json.",
    publishing="POST {publish_url}/api/publish with the header `X-API-Key`, from the publishers' security group.",
)


def server(stack: StackPlan) -> Server:
    """The server of a stack."""
    return _own(stack.own.gateway) if stack.own else CENTRIFUGO


def _own(gateway: OwnGateway) -> Server:
    return Server(
        name="the team's own server",
        health=gateway.health,
        port=gateway.port,
        metrics=gateway.metrics,
        variables=Variables(
            most_connections="MAX_CONNECTIONS",
            publish_key="PUBLISH_KEY",
            redis_address="REDIS_URL",
            redis_user="REDIS_USERNAME",
            redis_password="REDIS_PASSWORD",  # noqa: S106 - the name of a variable
        ),
        port_from="`PORT`; spec: `platform.gateway.port`",
        internal_port_from="`INTERNAL_PORT`",
        heartbeat_from="The gateway sends something to every client this often, or oftener (`HEARTBEAT_SECONDS`).",
        shutdown_from="The most that the gateway takes to close down (`SHUTDOWN_SECONDS`).",
        redis_user_from="The gateway's `REDIS_USERNAME`.",
        publishing="What it takes is the server's own. It wants `PUBLISH_KEY`, from the publishers' security group.",
    )
