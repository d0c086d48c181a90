"""Pusher's signatures: each lets one connection into one private or presence channel."""

import hashlib
import hmac
import json

from token_endpoint.channels import Allowed, covers
from token_endpoint.refusal import forbidden, malformed, unavailable
from token_endpoint.request import Request

DIGITS = frozenset("0123456789")
LONGEST_SOCKET_ID = 64
"""Letters; policy. Pusher's are two numbers with a dot between them."""

Answer = dict[str, object]


def issue(
    key: str, request: Request, user: str | None, channels: Allowed, _now: int, _life: int
) -> Answer:
    """Sign for the connection and the channel that the client names.

    Raises:
        RefusedError: When the channel is not among the user's, or the key is none of Pusher's.

    """
    socket, channel = request.fields.get("socket_id"), request.fields.get("channel_name")
    if not isinstance(socket, str) or not _is_socket(socket):
        raise malformed("socket_id must be two numbers with a dot between them")
    if not isinstance(channel, str):
        raise malformed("channel_name must be a text")
    private, presence = channel.startswith("private-"), channel.startswith("presence-")
    if user is None or not (private or presence) or not covers(channels, channel):
        raise forbidden("the channel is not among the user's")
    if private:
        return {"auth": _signature(key, f"{socket}:{channel}")}
    data = json.dumps({"user_id": user}, separators=(",", ":"))
    return {"auth": _signature(key, f"{socket}:{channel}:{data}"), "channel_data": data}


def _is_socket(text: str) -> bool:
    first, _, second = text.partition(".")
    numbers = bool(first) and bool(second) and DIGITS.issuperset(first + second)
    return numbers and len(text) <= LONGEST_SOCKET_ID


def _signature(key: str, text: str) -> str:
    """Sign with the app's key and secret, which are kept together as JSON."""
    try:
        app = json.loads(key)
        name, secret = str(app["key"]), str(app["secret"])
    except (ValueError, LookupError, TypeError):
        raise unavailable("the provider's key is not set as it must be") from None
    return f"{name}:{hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()}"
