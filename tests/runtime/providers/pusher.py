"""As much of Pusher as its SDK needs to enter a channel: the protocol of its sockets, and its check of signatures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pusher.signature import sign
from websockets.sync.server import ServerConnection

from runtime.providers.door import Door, listening
from tokens import calls

SOCKET_ID = "1.2"
PRESENT = {"n": 1}
"""What is sent to whoever enters."""


class Pusher(Door):
    """An app, whose secret the endpoint signs with."""

    def speak(self, client: ServerConnection) -> None:
        """One connection."""
        client.send(_event("pusher:connection_established", {"socket_id": SOCKET_ID, "activity_timeout": 120}))
        for text in client:
            told = json.loads(text)
            if told["event"] == "pusher:subscribe":
                self._subscribe(client, told["data"])

    def _subscribe(self, client: ServerConnection, asked: Mapping[str, str]) -> None:
        channel = asked["channel"]
        signed = f"{SOCKET_ID}:{channel}" + (f":{asked['channel_data']}" if "channel_data" in asked else "")
        # By the vendor's own library.
        may = asked.get("auth") == f"{calls.PUSHER_APP['key']}:{sign(calls.PUSHER_APP['secret'], signed)}"
        self.tell(json.loads(asked["channel_data"])["user_id"] if "channel_data" in asked else "", channel, let_in=may)
        if may:
            client.send(_event("pusher_internal:subscription_succeeded", {}, channel))
            client.send(_event("message", PRESENT, channel))


def _event(name: str, data: object, channel: str | None = None) -> str:
    return json.dumps({"event": name, "data": json.dumps(data)} | ({} if channel is None else {"channel": channel}))


@contextmanager
def running() -> Iterator[tuple[Pusher, int]]:
    """The app, and the port of its sockets."""
    app = Pusher()
    with listening(app) as port:
        yield app, port
