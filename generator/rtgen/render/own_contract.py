"""The contract that a gateway of the user's own must meet, as its stack's README says it: each line can be tested."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.domain.vocabulary import RedisMode, Tier
from rtgen.plan.model import OwnServer, Plan, RedisPlan, StackPlan
from rtgen.plan.stack import LEAST_IDLE
from rtgen.record import NamedTuple
from rtgen.render import markdown as md

SHOWN_FEATURES = 12
_ADDRESSES = {
    RedisMode.CLIENT_SHARDED: "the primaries' addresses in an order that stays, with spaces between, with TLS",
    RedisMode.CLUSTER: "the cluster's address, with TLS (`rediss://`): ask there for the shards",
}
_FOUND = {
    RedisMode.CLIENT_SHARDED: (
        "It gives each channel and key one of the addresses, by a hash that depends on nothing but the name and "
        "their order: all tasks must agree."
    ),
    RedisMode.CLUSTER: (
        "It speaks Redis' cluster protocol (`CLUSTER SLOTS`, `MOVED`), and publishes and subscribes with `SPUBLISH` "
        "and `SSUBSCRIBE`: classic pub/sub would send every message to every node."
    ),
}
"""What the server must do to find its Redis, where one address is not all."""


class Clause(NamedTuple):
    """One line of the contract."""

    title: str
    demand: str


class OwnContract(NamedTuple):
    """What the README says of it. Texts are finished Markdown."""

    image: str
    variables: md.Table
    clauses: tuple[Clause, ...]
    features: md.Table
    """What each feature asks of the server."""
    internal_port: int


def own_contract(plan: Plan, stack: StackPlan) -> OwnContract | None:
    """The contract; None where the gateway is rtgen's."""
    if stack.own is None:
        return None
    return OwnContract(
        image=md.code(stack.own.gateway.image),
        variables=md.Table(
            ("Variable", "What it says"),
            tuple((md.code(name), md.prose(says)) for name, says in _variables(stack, stack.own)),
        ),
        clauses=tuple(Clause(title, md.prose(demand)) for title, demand in _clauses(stack, stack.own)),
        features=_features(plan),
        internal_port=stack.own.gateway.metrics.port,
    )


def _variables(stack: StackPlan, own: OwnServer) -> Iterator[tuple[str, str]]:
    yield "PORT", f"where clients connect: {own.gateway.port}"
    yield "INTERNAL_PORT", f"health, metrics and publishing, for the VPC alone: {own.gateway.metrics.port}"
    yield "ALLOWED_ORIGINS", "origins of web pages that may connect, with a space between them; empty for none"
    yield "MAX_CONNECTIONS", "connections that a task holds at most"
    yield "MAX_CONNECT_RATE", "connections a second that a task accepts at most"
    yield "HEARTBEAT_SECONDS", f"the longest that it may be silent on a connection: {stack.timeouts.heartbeat_s}"
    yield "SHUTDOWN_SECONDS", f"how long it may take to end: {stack.timeouts.shutdown_s}"
    yield "PUBLISH_KEY", "the secret that the backend shows when it publishes"
    if own.identity is None:
        yield "TOKEN_SECRET", "the secret that the backend signs users' tokens with (HMAC SHA-256)"
    else:
        yield "TOKEN_JWKS_URL", "the published keys that check users' tokens"
        if own.identity.issuer is not None:
            yield "TOKEN_ISSUER", "who must have issued them"
        if own.identity.audience is not None:
            yield "TOKEN_AUDIENCE", "for whom they must be"
    if stack.redis is not None:
        yield "REDIS_MODE", f"how Redis stands there: `{stack.redis.mode}`"
        yield "REDIS_URL", _ADDRESSES.get(stack.redis.mode, "the primary's address, with TLS (`rediss://`)")
        yield "REDIS_USERNAME", "who the server is at Redis"
        yield "REDIS_PASSWORD", "the secret for that"
        yield "REDIS_PREFIX", f"what all keys and channels begin with, before a dot: `{stack.redis.prefix}`"


def _clauses(stack: StackPlan, own: OwnServer) -> Iterator[tuple[str, str]]:
    yield (
        "Container",
        (
            "It runs on ARM64 as user 1000 by the image's own command, without capabilities, and writes nothing to its "
            "file system."
        ),
    )
    yield "Ports", "It listens at `PORT` for clients and at `INTERNAL_PORT` for the VPC, on all interfaces."
    yield (
        "Health",
        (
            f"`GET {own.gateway.health}` at `INTERNAL_PORT` answers 200 within 5 s while it takes clients, and nothing "
            "of the kind before that and from SIGTERM on."
        ),
    )
    yield from _alive(stack, own)
    yield from _metrics(own)
    yield (
        "Limits",
        "A connection above `MAX_CONNECTIONS` is refused at the handshake, and those that are there stay.",
    )
    yield "Origins", "A handshake of a browser whose `Origin` is not among `ALLOWED_ORIGINS` is refused."
    yield "Tokens", f"A handshake is refused without a token that {_signer(own)}, and with one that has expired."
    yield "Publishing", "Its API for the backend stands at `INTERNAL_PORT`, and answers 401 without `PUBLISH_KEY`."
    if stack.redis is not None:
        yield from _redis(stack, stack.redis)
    yield from _sessions(stack, own)


def _signer(own: OwnServer) -> str:
    return "`TOKEN_SECRET` signed" if own.identity is None else "a key of `TOKEN_JWKS_URL` signed"


def _alive(stack: StackPlan, own: OwnServer) -> Iterator[tuple[str, str]]:
    timeouts = stack.timeouts
    least, idle_s = LEAST_IDLE[stack.edge]
    spoken = ", ".join(f"`{each}`" for each in own.gateway.transports)
    yield (
        "Drain",
        (
            "At SIGTERM it takes no new clients, ends the connections that it has so that they come back, and exits "
            f"with 0 within {timeouts.shutdown_s} s. ECS kills it after {timeouts.stop_s} s."
        ),
    )
    yield (
        "Heartbeat",
        (
            f"It sends something on every open connection at least every {timeouts.heartbeat_s} s, over every "
            f"transport ({spoken}): {least} cuts what is silent for {idle_s} s, and one heartbeat may get lost."
        ),
    )


def _metrics(own: OwnServer) -> Iterator[tuple[str, str]]:
    metrics = own.gateway.metrics
    yield (
        "Metrics",
        (
            f"`GET {metrics.path}` at `INTERNAL_PORT` reports in Prometheus' text format the gauge "
            f"`{metrics.connections}` (its connections now, without labels: autoscaling follows it) and the counters "
            f"`{metrics.accepted}` (connections accepted) and `{metrics.messages}` (messages sent to clients)."
        ),
    )


def _redis(stack: StackPlan, redis: RedisPlan) -> Iterator[tuple[str, str]]:
    beyond = (
        "what it may do beyond that, your Redis says"
        if redis.given
        else "`INFO` and what else is dangerous are refused"
    )
    yield (
        "Redis",
        (
            f"It logs in as `REDIS_USERNAME`, and every key and channel begins with `{redis.prefix}.`. It may read, "
            f"write, publish, subscribe (to patterns, too) and run scripts there; {beyond}. It reconnects after a "
            f"failover by itself. {_FOUND.get(redis.mode, 'One address, which stays, leads to the primary.')}"
        ),
    )
    if stack.tier is Tier.MULTI:
        yield "Several tasks", "What one task publishes reaches the clients of all others, through Redis."


def _sessions(stack: StackPlan, own: OwnServer) -> Iterator[tuple[str, str]]:
    if stack.sticky_s:
        needed = " It needs that, so it must not be turned off." if own.gateway.sticky else ""
        yield (
            "Sticky sessions",
            (
                f"The load balancer's cookie leads a client back to its task for {stack.sticky_s:,} s; clients keep "
                f"cookies and send them (`withCredentials` across origins).{needed}"
            ),
        )
    yield (
        "Resuming",
        "A client that comes back within a feature's history gets what it missed."
        if own.gateway.resume
        else "It declares none: a client loads its state anew whenever it connects.",
    )


def _features(plan: Plan) -> md.Table:
    rows = [
        (
            md.name(each.feature.id),
            each.transport.choice.value,
            md.name(each.feature.access.value),
            "none" if each.feature.history is None else f"{each.feature.history:,} s",
            f"{each.feature.publish.size:,} bytes, by {each.feature.publish.by.value}",
        )
        for each in plan.decisions.features[:SHOWN_FEATURES]
    ]
    more = len(plan.decisions.features) - len(rows)
    if more:
        rows.append((f"and {more:,} more", "see [the document](real-time-architecture.md)", "", "", ""))
    return md.Table(("Feature", "Over", "Access", "History", "Messages of"), tuple(rows))
