"""Ably token requests: the client's SDK exchanges one for a token, at Ably, once."""

import base64
import hashlib
import hmac
import json
import secrets

from token_endpoint.channels import Allowed
from token_endpoint.refusal import forbidden, unavailable
from token_endpoint.request import Request

Answer = dict[str, object]


def issue(
    key: str, _request: Request, user: str | None, channels: Allowed, now: int, life: int
) -> Answer:
    """Sign a request for a token that opens these channels, and nothing else the key may open.

    Raises:
        RefusedError: When there is no channel, or the key is none of Ably's.

    """
    if not channels:
        # For Ably an empty capability is all of the key's.
        raise forbidden("there is no channel that this user may use")
    request: Answer = {
        "ttl": life * 1000,
        "capability": json.dumps(
            {name: sorted(may) for name, may in channels.items()},
            sort_keys=True,
            separators=(",", ":"),
        ),
        "timestamp": now * 1000,
        "nonce": secrets.token_hex(16),
    }
    if user is not None:
        request["clientId"] = user
    return signed(key, request)


def signed(key: str, request: Answer) -> Answer:
    """Add the key's name and the signature over all that was asked for, in Ably's order."""
    name, colon, secret = key.partition(":")
    if not colon or not name or not secret:
        raise unavailable("the provider's key is not set as it must be")
    complete = {"keyName": name, **request}
    parts = ("keyName", "ttl", "capability", "clientId", "timestamp", "nonce")
    text = "".join(f"{complete.get(part, '')}\n" for part in parts)
    mac = hmac.digest(secret.encode(), text.encode(), hashlib.sha256)
    return {**complete, "mac": base64.b64encode(mac).decode()}
