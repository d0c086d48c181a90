"""A gateway of a team's own, started as the rendered task starts it, and the clients that try it."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from rtgen.plan.model import JsonObject
from runtime import tools
from runtime.gateway import SECRET, free_port, token
from runtime.redis import PASSWORD, Redis

SCRIPTS = Path(__file__).parent / "socketio"
ORIGIN = "https://auction.example.com"
PUBLISH_KEY = "a-key-of-tests"
PREFIX = "live"
CHANNEL = "lot-7"
START_S = 10
LIMITS = {"HEARTBEAT_SECONDS": "2", "SHUTDOWN_SECONDS": "2", "MAX_CONNECTIONS": "3", "MAX_CONNECT_RATE": "20"}
"""Smaller than a stack's, so that a test meets them soon."""


@dataclass
class Server:
    """One running server, as clients and as the VPC reach it."""

    process: subprocess.Popen[bytes]
    port: int
    internal_port: int
    log: Path

    @property
    def url(self) -> str:
        """Where clients connect."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> tuple[int, str]:
        """Reads an address of the internal port; status 0 when nobody answers."""
        return self._call(urllib.request.Request(f"http://127.0.0.1:{self.internal_port}{path}"))

    def publish(self, data: object, *, channel: str = CHANNEL, key: str | None = PUBLISH_KEY) -> int:
        """Publishes as the backend does; the status."""
        body = json.dumps({"channel": channel, "data": data}).encode()
        headers = {} if key is None else {"X-API-Key": key}
        url = f"http://127.0.0.1:{self.internal_port}/publish"
        return self._call(urllib.request.Request(url, body, headers))[0]

    def _call(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - http on loopback
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, ""
        except OSError:
            return 0, ""

    def poll(self, session: str | None = None) -> str | None:
        """One request of Engine.IO's long polling: the session that it opens or goes on with; None when refused."""
        query = "EIO=4&transport=polling" + (f"&sid={session}" if session else "")
        request = urllib.request.Request(f"{self.url}/socket.io/?{query}", b"40{}" if session else None)  # noqa: S310
        status, text = self._call(request)
        if status != 200:
            return None
        return session or str(json.loads(text[1:])["sid"])

    def metrics(self) -> dict[str, float]:
        """What it reports of itself, by name; only what has no labels."""
        lines = self.get("/internal/metrics")[1].splitlines()
        return {name: float(value) for name, value in (line.split() for line in lines if line and line[0] != "#")}


def redis_env(server: Redis, mode: str = "replicated") -> Mapping[str, str]:
    """What a stack tells the container about Redis; without TLS, which no server here speaks."""
    return {
        "REDIS_MODE": mode,
        "REDIS_URL": f"redis://127.0.0.1:{server.port}",
        "REDIS_USERNAME": "gateway",
        "REDIS_PASSWORD": PASSWORD,
        "REDIS_PREFIX": PREFIX,
    }


@contextmanager
def started(
    folder: Path, env: Mapping[str, str], mistakes: Sequence[tuple[str, str]] = (), **limits: str
) -> Iterator[Server]:
    """The server, with mistakes in its source where a test wants some; killed at the end."""
    script = folder / "server.mjs"
    shutil.copy(SCRIPTS / "server.mjs", script)
    text = script.read_text(encoding="utf-8")
    for right, wrong in mistakes:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    script.write_text(text, encoding="utf-8")
    port, internal = free_port(), free_port()
    complete = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "INTERNAL_PORT": str(internal),
        "ALLOWED_ORIGINS": ORIGIN,
        "PUBLISH_KEY": PUBLISH_KEY,
        "TOKEN_SECRET": SECRET,
        **LIMITS,
        **env,
        **limits,
    }
    port, internal = int(complete["PORT"]), int(complete["INTERNAL_PORT"])
    log = folder / f"server-{port}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [tools.node(), script, tools.sdk()], stdout=output, stderr=subprocess.STDOUT, env=complete
        )
    server = Server(process, port, internal, log)
    try:
        _await(server)
        yield server
    finally:
        process.kill()
        process.wait(timeout=10)


def _await(server: Server) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.process.poll() is None:
        if server.get("/healthz")[0] == 200:
            return
        time.sleep(0.02)
    raise RuntimeError("the server did not start:\n" + server.log.read_text(encoding="utf-8"))


def signed(user: str = "ann", *, channels: Sequence[str] = (CHANNEL,), ttl: int = 60, key: str = SECRET) -> str:
    """A token as the backend signs it."""
    return token(user, ttl=ttl, key=key, channels=list(channels))


class Refused(Exception):  # noqa: N818 - it is what the server does, and no fault
    """The handshake was refused, by HTTP's status or by Socket.IO's word."""


class Raw:
    """One connection, spoken frame by frame: Engine.IO's type, then Socket.IO's."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    def frame(self, wait_s: float = 5) -> str:
        """The next frame; pings are answered. Raises TimeoutError, and Refused when the connection ends."""
        try:
            found = str(self._socket.recv(timeout=wait_s))
        except ConnectionClosed as closed:
            raise Refused(str(closed)) from closed
        if found == "2":
            self._socket.send("3")
        return found

    def send(self, frame: str) -> None:
        """Sends a frame."""
        self._socket.send(frame)

    def follow(self, channel: str) -> bool:
        """Subscribes; whether it may."""
        self.send("420" + json.dumps(["subscribe", channel]))
        (answer,) = json.loads(self._until("430").removeprefix("430"))
        return bool(answer["allowed"])

    def publication(self, wait_s: float = 5) -> JsonObject:
        """The next publication. Raises TimeoutError."""
        _, found = json.loads(self._until("42", wait_s).removeprefix("42"))
        assert isinstance(found, dict)
        return found

    def hears(self) -> bool:
        """Whether a publication comes soon."""
        try:
            self.publication(1)
        except TimeoutError:
            return False
        return True

    def _until(self, kind: str, wait_s: float = 5) -> str:
        deadline = time.monotonic() + wait_s
        while not (found := self.frame(max(0.01, deadline - time.monotonic()))).startswith(kind):
            pass
        return found


@contextmanager
def handshake(server: Server, signed_token: str | None, *, origin: str | None = ORIGIN) -> Iterator[Raw]:
    """A client that was let in, over WebSocket. Raises Refused."""
    url = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    try:
        with connect(url, origin=origin) as socket:  # type: ignore[arg-type]
            raw = Raw(socket)
            raw.frame()
            raw.send("40" + json.dumps({} if signed_token is None else {"token": signed_token}))
            answer = raw.frame()
            if not answer.startswith("40"):
                raise Refused(answer)
            yield raw
    except InvalidStatus as refused:
        raise Refused(str(refused)) from refused


class Page:
    """socket.io-client in a process of its own, with its own reconnect logic."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._events: queue.Queue[JsonObject] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))

    def until(self, event: str, wait_s: float = 15) -> JsonObject:
        """The next event of this name. Raises queue.Empty."""
        deadline = time.monotonic() + wait_s
        while True:
            found = self._events.get(timeout=max(0.05, deadline - time.monotonic()))
            if found["event"] == event:
                return found

    def end(self) -> None:
        """Ends the process, and reads to the end of what it said."""
        self._process.kill()
        self._reader.join()


@contextmanager
def page(server: Server, transport: str = "websocket", user: str = "ann", channel: str = CHANNEL) -> Iterator[Page]:
    """A page that wants to follow a channel."""
    command = [tools.node(), SCRIPTS / "client.mjs", server.url, transport, channel, signed(user), tools.sdk()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        client = Page(process)
        try:
            yield client
        finally:
            client.end()


def stop(server: Server) -> int | None:
    """Sends SIGTERM; the exit code, None when it did not end in its time."""
    server.process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        return server.process.wait(timeout=float(LIMITS["SHUTDOWN_SECONDS"]) + 1)
    return None
