"""A client that speaks the gateway's JSON protocol over WebSocket, one frame at a time."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from rtgen.plan.model import JsonObject

ANSWER_S = 5
SILENCE_S = 0.3
"""How long nothing must come for a test to say that nothing comes."""


class RefusedError(Exception):
    """An error in a reply: its code."""


class ClosedError(Exception):
    """The connection was ended: its close code."""


class Client:
    """One connection. Replies are awaited in order; pushes that come between are kept."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._last = 0
        self._unread: deque[JsonObject] = deque()
        self._pushes: list[JsonObject] = []
        self.hello: JsonObject = {}
        """The gateway's answer to the connect command."""

    def call(self, command: str, /, **params: object) -> JsonObject:
        """Sends a command and returns its reply. Raises RefusedError or ClosedError."""
        self._last += 1
        self._send({"id": self._last, command: params})
        while True:
            frame = self._receive(ANSWER_S)
            if frame.get("id") != self._last:
                self._pushes.append(frame)
                continue
            error = frame.get("error")
            if isinstance(error, dict):
                raise RefusedError(error["code"])
            reply = frame.get(command, {})
            assert isinstance(reply, dict)
            return reply

    def call_all(self, commands: Sequence[JsonObject]) -> list[JsonObject]:
        """Sends commands in one message, as the SDK does when it subscribes again; their replies, errors among them."""
        numbered = [{"id": self._last + 1 + position, **command} for position, command in enumerate(commands)]
        self._last += len(commands)
        self._socket.send("\n".join(json.dumps(command) for command in numbered))
        replies: list[JsonObject] = []
        while len(replies) < len(commands):
            frame = self._receive(ANSWER_S)
            (replies if "id" in frame else self._pushes).append(frame)
        return replies

    def subscribe(self, channel: str, token: str | None = None, **params: object) -> JsonObject:
        """Subscribes, with a subscription token where one is given."""
        return self.call("subscribe", channel=channel, **({"token": token} if token else {}), **params)

    def push(self, kind: str = "pub", *, wait_s: float = ANSWER_S) -> JsonObject:
        """The next push of a kind: `pub`, `join`, `leave`, `unsubscribe`. Raises TimeoutError."""
        for frame in self._pushes:
            found = _pushed(frame, kind)
            if found is not None:
                self._pushes.remove(frame)
                return found
        while True:
            frame = self._receive(wait_s)
            found = _pushed(frame, kind)
            if found is not None:
                return found
            self._pushes.append(frame)

    def hears_nothing(self, kind: str = "pub") -> bool:
        """Whether no push of the kind comes for a while."""
        try:
            self.push(kind, wait_s=SILENCE_S)
        except TimeoutError:
            return True
        return False

    def close_code(self) -> int:
        """Waits for the end of the connection; its code."""
        try:
            while True:
                self._receive(ANSWER_S)
        except ClosedError as closed:
            return int(closed.args[0])

    def _send(self, frame: JsonObject) -> None:
        try:
            self._socket.send(json.dumps(frame))
        except ConnectionClosed as closed:
            raise ClosedError(_code(closed)) from closed

    def _receive(self, wait_s: float) -> JsonObject:
        """The next message that is not a ping; the gateway puts several into one frame, one a line."""
        while not self._unread:
            try:
                lines = str(self._socket.recv(timeout=wait_s)).splitlines()
            except ConnectionClosed as closed:
                raise ClosedError(_code(closed)) from closed
            frames = [json.loads(line) for line in lines]
            if {} in frames:
                self._socket.send("{}")
            self._unread.extend(frame for frame in frames if frame)
        return self._unread.popleft()


def _pushed(frame: JsonObject, kind: str) -> JsonObject | None:
    push = frame.get("push")
    if not isinstance(push, dict) or kind not in push:
        return None
    return {"channel": push.get("channel"), **push[kind]}  # type: ignore[dict-item]


def _code(closed: ConnectionClosed) -> int:
    return closed.rcvd.code if closed.rcvd else 1006


@contextmanager
def connected(
    url: str, token: str | None = None, *, origin: str | None = None, max_size: int | None = 1 << 20
) -> Iterator[Client]:
    """A client that has connected with a token; without one it comes as nobody. Raises RefusedError or ClosedError."""
    address = url.replace("http", "ws", 1) + "/connection/websocket"
    with connect(address, origin=origin, max_size=max_size, max_queue=None) as socket:  # type: ignore[arg-type]
        client = Client(socket)
        client.hello = client.call("connect", **({"token": token} if token else {}))
        yield client
