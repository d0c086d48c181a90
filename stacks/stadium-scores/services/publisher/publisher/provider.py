"""Publishes at Ably, which takes a message of the same id once within two minutes."""

import base64
from urllib.parse import quote

from publisher.failure import LaterError
from publisher.message import Message, as_json
from publisher.wire import WIRE

HOST = "rest.ably.io"
VERSION = "2"
"""Of Ably's protocol."""
CLIENT_ID = "backend"
"""Who publishes: channels that are for identified clients ask it of everybody."""


def publish(key: str, message: Message) -> None:
    """Publish with the message's own id, by which Ably knows it again.

    Raises:
        RefusedError: When Ably finds fault with the message.
        LaterError: When it has to be tried again, or the key is none of Ably's.

    """
    name, _, secret = key.partition(":")
    if not name or not secret:
        raise LaterError("the provider's key is not set as it must be")
    headers = {
        "authorization": f"Basic {_base64(key)}",
        "x-ably-version": VERSION,
        "x-ably-clientid": _base64(CLIENT_ID),
    }
    body = {"id": message.id, "data": as_json(message.data), "encoding": "json"}
    path = f"/channels/{quote(message.provided, safe=':')}/messages"
    WIRE.post(HOST, path, headers, as_json(body))


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
