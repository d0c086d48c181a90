"""A real Socket.IO server is held to the contract of its stack's README, clause by clause; so are its mistakes."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import yaml

from generated.variants import VARIANTS
from planning import plan
from rtgen.decide import decide
from rtgen.render import render
from rtgen.render.own_contract import own_contract
from rtgen.spec import load
from runtime import gateway, own_gateway, redis
from runtime.own_gateway import ORIGIN, Refused, Server, handshake, page, redis_env, signed, started, stop
from verify import harness

SPEC = harness.ROOT / "stacks" / "live-auction" / "spec.yaml"
"""The example whose gateway this is."""


def refuses(server: Server, token: str | None, *, origin: str | None = ORIGIN) -> bool:
    """Whether a handshake is refused."""
    try:
        with handshake(server, token, origin=origin):
            return False
    except Refused:
        return True


def listens(server: Server) -> bool:
    """Both ports answer: the clients' with Engine.IO's refusal of a plain request."""
    with handshake(server, signed()):
        return server.get("/healthz")[0] == 200


def is_healthy_until_it_ends(server: Server) -> bool:
    """Health answers 200, and nothing of the kind from SIGTERM on."""
    before = server.get("/healthz")[0]
    with handshake(server, signed()):
        server.process.terminate()
        time.sleep(0.3)
        return (before, server.get("/healthz")[0] == 200) == (200, False)


def drains(server: Server) -> bool:
    """Its clients are told to come back, and it exits with 0 in time."""
    with page(server) as ann:
        ann.until("subscribed")
        code = stop(server)
        return code == 0 and ann.until("disconnect")["returns"] is True


def beats(server: Server) -> bool:
    """It is never silent for longer than HEARTBEAT_SECONDS."""
    longest = float(own_gateway.LIMITS["HEARTBEAT_SECONDS"])
    with handshake(server, signed()) as ann:
        try:
            return [ann.frame(longest) for _ in range(2)] == ["2", "2"]
        except TimeoutError:
            return False


def reports(server: Server) -> bool:
    """The metrics that the spec names are there, and count."""
    with page(server) as ann:
        ann.until("subscribed")
        server.publish({"n": 1})
        ann.until("publication")
        found = server.metrics()
        return (
            found.get("live_connections") == 1
            and found.get("live_connections_accepted_total", 0) >= 1
            and found.get("live_messages_sent_total", 0) >= 1
        )


def is_bounded(server: Server) -> bool:
    """The fourth is refused, and the three that are there stay."""
    with ExitStack() as stack:
        there = [stack.enter_context(handshake(server, signed())) for _ in range(3)]
        refused = refuses(server, signed())
        return refused and all(each.frame(4) == "2" for each in there)


def knows_its_origins(server: Server) -> bool:
    """Another page's handshake is refused; a program without an origin is let in."""
    return refuses(server, signed(), origin="https://evil.example") and not refuses(server, signed(), origin=None)


def wants_tokens(server: Server) -> bool:
    """No token, an expired one and another's signature are refused."""
    wrong = (None, signed(ttl=-30), signed(key="another-secret-of-more-than-32-bytes"), "not-a-token")
    return all(refuses(server, each) for each in wrong)


def guards_publishing(server: Server) -> bool:
    """401 without the key and with another."""
    return (server.publish({}), server.publish({}, key=None), server.publish({}, key="wrong")) == (202, 401, 401)


CLAUSES: dict[str, Callable[[Server], bool]] = {
    "Ports": listens,
    "Health": is_healthy_until_it_ends,
    "Drain": drains,
    "Heartbeat": beats,
    "Metrics": reports,
    "Limits": is_bounded,
    "Origins": knows_its_origins,
    "Tokens": wants_tokens,
    "Publishing": guards_publishing,
}
ELSEWHERE = {
    "Container": "the rendered container is held to it by the stack's own tests",
    "Redis": "test_it_needs_no_more_rights_at_redis_than_the_stack_gives_it",
    "Several tasks": "test_what_one_task_publishes_reaches_the_clients_of_another",
    "Sticky sessions": "test_polling_without_sticky_sessions_fails_between_two_tasks",
    "Resuming": "test_who_comes_back_has_missed_what_was_published",
}
"""Clauses that need more than one server, and where they are looked at."""

MISTAKES = {
    "Ports": (('clients.listen(number("PORT"))', "clients.listen(0)"),),
    "Health": (("draining ? 503 : 200", "200"),),
    "Drain": (("socket.conn.close()", "socket.disconnect(true)"),),
    "Heartbeat": (('number("HEARTBEAT_SECONDS") * 800', "25_000"),),
    "Metrics": (('name: "live_connections",', 'name: "connections",'),),
    "Limits": (('io.engine.clientsCount >= number("MAX_CONNECTIONS")', "false"),),
    "Origins": (("origin && !origins.includes(origin)", "false"),),
    "Tokens": (("issuer, audience }", "issuer, audience, clockTolerance: 3600 }"),),
    "Publishing": (('request.headers["x-api-key"] !== told.PUBLISH_KEY', 'request.headers["x-api-key"] === "wrong"'),),
}
"""By the clause that each breaks."""


@pytest.fixture
def valkey(running: ExitStack, tmp_path: Path) -> redis.Redis:
    """What the stack's Redis lets the gateway do."""
    return running.enter_context(redis.started(redis.own_gateway_user(own_gateway.PREFIX), tmp_path))


@pytest.fixture
def two(running: ExitStack, tmp_path: Path, valkey: redis.Redis) -> tuple[Server, Server]:
    """Two tasks with one Redis."""
    env = redis_env(valkey)
    return running.enter_context(started(tmp_path, env)), running.enter_context(started(tmp_path, env))


def test_every_clause_of_the_contract_is_looked_at() -> None:
    (features,) = load([SPEC])
    planned = plan(features, decide(features))
    assert planned.stack is not None
    contract = own_contract(planned, planned.stack)
    assert contract is not None
    assert {clause.title for clause in contract.clauses} == CLAUSES.keys() | ELSEWHERE.keys()
    assert MISTAKES.keys() == CLAUSES.keys()


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_socket_io_server_meets_the_contract(
    running: ExitStack, tmp_path: Path, valkey: redis.Redis, clause: str
) -> None:
    assert CLAUSES[clause](running.enter_context(started(tmp_path, redis_env(valkey))))


@pytest.mark.parametrize("clause", MISTAKES)
def test_a_mistake_is_noticed(running: ExitStack, tmp_path: Path, valkey: redis.Redis, clause: str) -> None:
    server = running.enter_context(started(tmp_path, redis_env(valkey), MISTAKES[clause]))
    met = False
    with suppress(Refused, OSError, queue.Empty):
        met = CLAUSES[clause](server)
    assert not met


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_what_one_task_publishes_reaches_the_clients_of_another(two: tuple[Server, Server], transport: str) -> None:
    one, other = two
    with page(other, transport) as ann:
        assert ann.until("subscribed")["allowed"] is True
        assert one.publish({"bid": 120}) == 202
        assert ann.until("publication")["data"] == {"bid": 120}


def test_a_user_is_refused_a_channel_that_the_token_does_not_name(two: tuple[Server, Server]) -> None:
    with page(two[0], channel="lot-8") as ann:
        assert ann.until("subscribed")["allowed"] is False
        two[1].publish({"bid": 1}, channel="lot-8")
        with pytest.raises(queue.Empty):
            ann.until("publication", 0.5)


def test_it_needs_no_more_rights_at_redis_than_the_stack_gives_it(
    two: tuple[Server, Server], valkey: redis.Redis
) -> None:
    with page(two[0]) as ann:
        ann.until("subscribed")
        two[1].publish({"bid": 1})
        ann.until("publication")
    assert "NOPERM" not in two[0].log.read_text(encoding="utf-8") + two[1].log.read_text(encoding="utf-8")
    assert valkey.command("SET", "elsewhere", "1").startswith("-NOPERM")
    assert valkey.command("INFO").startswith("-NOPERM")


def test_polling_without_sticky_sessions_fails_between_two_tasks(two: tuple[Server, Server]) -> None:
    one, other = two
    session = one.poll()
    assert one.poll(session) is not None
    assert other.poll(session) is None


def test_who_comes_back_has_missed_what_was_published(two: tuple[Server, Server]) -> None:
    one, other = two
    with handshake(one, signed()):
        pass
    other.publish({"bid": 1})
    with page(one) as ann:
        ann.until("subscribed")
        with pytest.raises(queue.Empty):
            ann.until("publication", 0.5)


def test_it_runs_as_the_local_folder_of_the_example_starts_it(running: ExitStack, tmp_path: Path) -> None:
    page = yaml.safe_load((SPEC.parent / "local" / "compose.yaml").read_text(encoding="utf-8"))["services"]
    _, *options = page["valkey"]["command"]
    kept = running.enter_context(redis.started(options, tmp_path))
    told = {name: str(value) for name, value in page["gateway"]["environment"].items()}
    ports = {"PORT": str(gateway.free_port()), "INTERNAL_PORT": str(gateway.free_port())}
    there = {"REDIS_URL": told["REDIS_URL"].replace("valkey:6379", f"127.0.0.1:{kept.port}")}

    server = running.enter_context(started(tmp_path, told | there, **ports))

    assert refuses(server, signed(key="another-secret-of-more-than-32-bytes"), origin=told["ALLOWED_ORIGINS"])
    with handshake(server, signed(key=told["TOKEN_SECRET"]), origin=told["ALLOWED_ORIGINS"]) as ann:
        assert ann.follow(own_gateway.CHANNEL)
        assert server.publish({"bid": 1}, key=told["PUBLISH_KEY"]) == 202
        assert ann.hears()


def test_the_rights_here_are_those_of_the_stack() -> None:
    text = render(VARIANTS["own-gateway-cluster"]).files["components/redis.py"].text
    for rights in (redis.RIGHTS, redis.CLUSTER_RIGHTS):
        assert f' {" ".join(rights)}"' in text
    assert '.* &*"' in text


def test_with_a_cluster_messages_pass_between_tasks_and_each_shard_has_its_share(
    running: ExitStack, tmp_path: Path
) -> None:
    shards = running.enter_context(redis.cluster(3, own_gateway.PREFIX, tmp_path))
    env = redis_env(shards[0], "cluster")
    one, other = (running.enter_context(started(tmp_path, env, MAX_CONNECTIONS="20")) for _ in range(2))
    lots = [f"lot-{number}" for number in range(12)]
    pages = {lot: running.enter_context(handshake(other, signed(channels=lots))) for lot in lots}
    for lot, ann in pages.items():
        assert ann.follow(lot)

    for lot in lots:
        assert one.publish({"bid": 1}, channel=lot) == 202

    for lot, ann in pages.items():
        assert ann.publication() == {"channel": lot, "data": {"bid": 1}}
    shares = [int(shard.command("PUBSUB", "SHARDCHANNELS").removeprefix("*")) for shard in shards]
    assert all(shares), shares
    assert "NOPERM" not in one.log.read_text(encoding="utf-8") + other.log.read_text(encoding="utf-8")


def test_the_death_of_a_shard_takes_its_channels_alone(running: ExitStack, tmp_path: Path) -> None:
    shards = running.enter_context(redis.cluster(3, own_gateway.PREFIX, tmp_path))
    env = redis_env(shards[0], "cluster")
    one, other = (running.enter_context(started(tmp_path, env, MAX_CONNECTIONS="20")) for _ in range(2))
    lots = [f"lot-{number}" for number in range(12)]
    pages = {lot: running.enter_context(handshake(other, signed(channels=lots))) for lot in lots}
    for lot, ann in pages.items():
        assert ann.follow(lot)

    shards[2].stop()
    for lot in lots:
        one.publish({"bid": 1}, channel=lot)

    heard = [lot for lot, ann in pages.items() if ann.hears()]
    assert 0 < len(heard) < len(lots)
    assert one.get("/healthz")[0] == 200
