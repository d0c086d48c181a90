"""A real Redis server on a free loopback port, with a user of the gateway's rights."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from runtime import tools
from runtime.gateway import await_port, free_port

PASSWORD = "a-password-of-tests"  # noqa: S105 - of this test alone
RIGHTS = ("-@all", "+@read", "+@write", "+@pubsub", "+@scripting", "+@connection", "-@dangerous")
"""What the stack's `redis-gateway` user may do (tests/generated holds the stack to the same words)."""


def gateway_user(prefix: str) -> list[str]:
    """Server options: nobody but the gateway's user, who may touch what is named after the project."""
    allowed = (f">{PASSWORD}", f"~{prefix}.*", f"&{prefix}.*", *RIGHTS)
    return ["--user", "default", "off", "--user", "gateway", "on", *allowed]


def own_gateway_user(prefix: str) -> list[str]:
    """The same for a server of the team's own: it may name its channels, and patterns of them, as it likes."""
    return [*gateway_user(prefix), "&*"]


@dataclass
class Redis:
    """One running server."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def env(self) -> Mapping[str, str]:
        """What a stack tells the gateway's container."""
        return {
            "CENTRIFUGO_ENGINE_REDIS_ADDRESS": f"redis://127.0.0.1:{self.port}",
            "CENTRIFUGO_ENGINE_REDIS_PASSWORD": PASSWORD,
        }

    def command(self, *words: str, user: str = "gateway", password: str = PASSWORD) -> str:
        """Sends one command as a user: a text that it answers, or a line such as `+PONG` or `-NOPERM …`."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as connection:
            stream = connection.makefile("rwb")
            for each in (("AUTH", user, password), words):
                stream.write(f"*{len(each)}\r\n".encode())
                for word in each:
                    stream.write(f"${len(word)}\r\n{word}\r\n".encode())
                stream.flush()
                answer = stream.readline().decode().strip()
            if answer.startswith("$") and answer != "$-1":
                answer = stream.read(int(answer[1:])).decode()
            return answer

    def stop(self) -> None:
        """Ends the server as a lost node does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)


def sharded_env(servers: Sequence[Redis]) -> Mapping[str, str]:
    """What a stack with several shards tells the gateway's container: their addresses in order, spaces between."""
    addresses = [server.env["CENTRIFUGO_ENGINE_REDIS_ADDRESS"] for server in servers]
    return {**servers[0].env, "CENTRIFUGO_ENGINE_REDIS_ADDRESS": " ".join(addresses)}


@contextmanager
def started(options: Sequence[str], folder: Path) -> Iterator[Redis]:
    """A server with these options beside its port; nothing is written to disk."""
    port = free_port()
    command = [tools.redis_server(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        await_port(port, process)
        yield Redis(port, process)
    finally:
        process.kill()
        process.wait(timeout=10)


CLUSTER_RIGHTS = ("+cluster|slots", "+cluster|shards", "+cluster|nodes")
"""What the stack adds for a server of the team's own that speaks the cluster protocol."""
SLOTS = 16_384


@contextmanager
def cluster(number: int, prefix: str, folder: Path) -> Iterator[list[Redis]]:
    """Primaries of one cluster, with the own gateway's user; the slots are spread evenly."""
    admin = ("--user", "admin", "on", f">{PASSWORD}", "~*", "&*", "+@all")
    with ExitStack() as stack:
        nodes, buses = [], []
        for at in range(number):
            own = folder / f"node-{at}"
            own.mkdir()
            buses.append(str(free_port()))
            options = [*own_gateway_user(prefix), *CLUSTER_RIGHTS, *admin, "--cluster-enabled", "yes"]
            nodes.append(stack.enter_context(started([*options, "--cluster-port", buses[at]], own)))
        for at, node in enumerate(nodes):
            first, last = SLOTS * at // number, SLOTS * (at + 1) // number - 1
            assert node.command("CLUSTER", "ADDSLOTSRANGE", str(first), str(last), user="admin") == "+OK"
            assert node.command("CLUSTER", "SET-CONFIG-EPOCH", str(at + 1), user="admin") == "+OK"
            meet = ("CLUSTER", "MEET", "127.0.0.1", str(node.port), buses[at])
            assert nodes[0].command(*meet, user="admin") == "+OK"
        _await_agreement(nodes)
        yield nodes


def _await_agreement(nodes: Sequence[Redis]) -> None:
    """Waits until every node knows where all slots are. Raises RuntimeError when it does not."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if all("cluster_state:ok" in node.command("CLUSTER", "INFO", user="admin") for node in nodes) and all(
            node.command("CLUSTER", "NODES", user="admin").count("connected") == len(nodes) for node in nodes
        ):
            return
        time.sleep(0.05)
    raise RuntimeError("the nodes do not become a cluster")
