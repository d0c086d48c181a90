"""What all providers on this machine have in common: a socket, and a list of who was let in."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import NamedTuple

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

HOST = "127.0.0.1"
WAIT_S = 20
RESTART = 1012
"""The code that says so (IANA: WebSocket close codes)."""


class Outcome(NamedTuple):
    """Who asked for which channel, and whether the provider let them in."""

    user: str
    channel: str
    let_in: bool


class Door:
    """Keeps what happened, for the test to wait for."""

    def __init__(self) -> None:
        self._outcomes: queue.Queue[Outcome] = queue.Queue()
        self._inside: set[ServerConnection] = set()

    def speak(self, client: ServerConnection) -> None:
        """One connection, by the provider's protocol."""
        raise NotImplementedError

    def welcome(self, client: ServerConnection) -> None:
        """Speaks with a client until its connection ends."""
        self._inside.add(client)
        try:
            with suppress(ConnectionClosed):
                self.speak(client)
        finally:
            self._inside.discard(client)

    def restart(self) -> None:
        """Ends every connection, as a server does that is replaced."""
        for client in tuple(self._inside):
            client.close(RESTART)

    def tell(self, user: str, channel: str, *, let_in: bool) -> None:
        """Notes one outcome."""
        self._outcomes.put(Outcome(user, channel, let_in))

    def next(self) -> Outcome:
        """The next outcome. Raises queue.Empty where nothing happens."""
        return self._outcomes.get(timeout=WAIT_S)


@contextmanager
def listening(door: Door) -> Iterator[int]:
    """Speaks with whoever opens a socket; the port."""
    with serve(door.welcome, HOST, 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.socket.getsockname()[1]
        server.shutdown()
        thread.join()


class Quiet(BaseHTTPRequestHandler):
    """A handler of requests that says nothing."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def content(self) -> str:
        """What was sent."""
        return self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()

    def respond(self, status: int, text: str) -> None:
        """Answers with JSON."""
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def answering(handler: type[Quiet], tls: SSLContext | None = None) -> Iterator[int]:
    """Answers requests; the port."""
    with ThreadingHTTPServer((HOST, 0), handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        # Looks often whether it is over: that is what a test waits for.
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
