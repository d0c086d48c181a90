"""A real Redis server on a free loopback port, with a user of the gateway's rights."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
        """Sends one command as a user; the first line of the answer, such as `+PONG` or `-NOPERM …`."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as connection:
            stream = connection.makefile("rwb")
            for each in (("AUTH", user, password), words):
                stream.write(f"*{len(each)}\r\n".encode())
                for word in each:
                    stream.write(f"${len(word)}\r\n{word}\r\n".encode())
                stream.flush()
                answer = stream.readline().decode().strip()
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
