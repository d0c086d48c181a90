"""As much of Supabase as its SDK needs to enter a channel: the protocol of Realtime, and its check of a token."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import jwt
from websockets.sync.server import ServerConnection

from runtime.providers.door import Door, listening
from tokens import calls

PRESENT = {"n": 1}
"""What is sent to whoever enters."""


class Supabase(Door):
    """A project, whose secret the endpoint signs with; its policies read the topics in a token, as the stack's do."""

    def speak(self, client: ServerConnection) -> None:
        """One connection, by version 2 of the protocol: lists instead of objects."""
        for text in client:
            join_ref, ref, topic, event, payload = json.loads(text)
            if event == "phx_join":
                claims = jwt.decode(
                    payload["access_token"],
                    calls.SUPABASE["jwt_secret"],
                    algorithms=["HS256"],
                    audience="authenticated",
                )
                channel = topic.removeprefix("realtime:")
                assert payload["config"]["private"] is True
                may = "subscribe" in claims["channels"].get(channel, ())
                self.tell(claims["sub"], channel, let_in=may)
                reply = {"status": "ok" if may else "error", "response": {"postgres_changes": []}}
                client.send(json.dumps([join_ref, ref, topic, "phx_reply", reply]))
                if may:
                    message = {"type": "broadcast", "event": "message", "payload": PRESENT}
                    client.send(json.dumps([None, None, topic, "broadcast", message]))


@contextmanager
def running() -> Iterator[tuple[Supabase, int]]:
    """The project, and the port of its sockets."""
    project = Supabase()
    with listening(project) as port:
        yield project, port
