"""Reads a queued message, and trusts nothing in it."""

import json
from collections.abc import Mapping
from typing import NamedTuple, NoReturn

from publisher import channels
from publisher.failure import RefusedError

LARGEST = 261_120
"""Bytes of the data with its id, as JSON: what the provider's plan takes, or the queue."""
PARTS = {"channel", "id", "data"}


class Message(NamedTuple):
    """What is published, and where."""

    channel: str
    """As the backend names it."""
    provided: str
    """The channel's name at the provider."""
    id: str
    """The idempotency key: it stays the same however often the message is sent."""
    data: Mapping[str, object]


def read(body: str) -> Message:
    """Read the body of a queued message.

    Raises:
        RefusedError: When something in it is malformed, repeated, too large or not the backend's.

    """
    parts = _parts(body)
    channel, key, data = parts["channel"], parts["id"], parts["data"]
    if not isinstance(channel, str):
        raise RefusedError("channel must be a text")
    if not isinstance(key, str) or not channels.is_id(key):
        raise RefusedError(f"id must have 1 to {channels.LONGEST_ID} letters, digits and _.=@-")
    if not isinstance(data, dict):
        raise RefusedError("data must be a JSON object")
    if "id" in data:
        # Where the provider has no place for it, the key travels there.
        raise RefusedError("data must have no id of its own")
    _measure({"id": key, **data})
    return Message(channel, channels.provided(channel), key, data)


def as_json(value: object) -> str:
    """Write JSON as it is measured and sent."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _parts(body: str) -> Mapping[str, object]:
    try:
        parts = json.loads(body, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise RefusedError("the message is not JSON") from None
    if not isinstance(parts, dict) or set(parts) != PARTS:
        raise RefusedError("the message must be a JSON object with channel, id and data")
    return parts


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a key that stands there twice: two readers might each take another one."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise RefusedError("a key stands twice in the message")
    return fields


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _measure(payload: Mapping[str, object]) -> None:
    try:
        size = len(as_json(payload).encode())
    except (ValueError, RecursionError):
        # A number without end, or half of a surrogate.
        raise RefusedError("data is not JSON that others can read") from None
    if size > LARGEST:
        raise RefusedError(f"data may have {LARGEST} bytes at most, with its id")
