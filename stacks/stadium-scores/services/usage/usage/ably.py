"""Asks Ably for the app's statistics, and trusts nothing in the answer."""

import base64
import json
from collections.abc import Mapping
from http.client import HTTPException, HTTPSConnection
from typing import NoReturn
from urllib.parse import urlencode

HOST = "rest.ably.io"
VERSION = "3"
"""Of Ably's protocol: from this one on the figures of a record stand in its `entries`, by name."""
TIMEOUT_S = 5
"""For connecting and for each part of an answer."""
MOST_RECORDS = 100
"""Of one answer; the minutes that are asked for are fewer."""
LARGEST_ANSWER = 1024 * 1024
OK = 200

Entries = Mapping[str, object]


class StatisticsError(Exception):
    """What is used is not known: Ably does not answer, refuses the key, or answers otherwise."""


def read(key: str, unit: str, since_s: float) -> list[Entries]:
    """Return the figures of each minute, hour or month from a time on, the one that runs included.

    What Ably has counted nothing of has no record, or no entry in it.

    Raises:
        StatisticsError: When there is no answer, or none that was documented.

    """
    query = urlencode({"unit": unit, "start": int(since_s * 1_000), "limit": MOST_RECORDS})
    records = _parsed(_asked(key, f"/stats?{query}"))
    if not isinstance(records, list):
        raise StatisticsError("Ably's answer is no list")
    return [_entries(record, unit) for record in records]


def _asked(key: str, path: str) -> bytes:
    headers = {
        "accept": "application/json",
        "authorization": f"Basic {base64.b64encode(key.encode()).decode()}",
        "x-ably-version": VERSION,
    }
    connection = HTTPSConnection(HOST, timeout=TIMEOUT_S)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        content = answer.read(LARGEST_ANSWER + 1)
    except (OSError, HTTPException) as error:
        raise StatisticsError(f"Ably does not answer: {type(error).__name__}") from None
    finally:
        connection.close()
    if answer.status != OK:
        raise StatisticsError(f"Ably answers {answer.status}")
    if len(content) > LARGEST_ANSWER:
        raise StatisticsError("Ably's answer is too long")
    return content


def _parsed(content: bytes) -> object:
    try:
        parsed: object = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise StatisticsError("Ably's answer is not JSON") from None
    return parsed


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _entries(record: object, unit: str) -> Entries:
    if not isinstance(record, dict) or record.get("unit") != unit:
        raise StatisticsError(f"Ably's answer has a record that is of no {unit}")
    entries = record.get("entries")
    if not isinstance(entries, dict):
        raise StatisticsError("Ably's answer has a record without entries")
    return entries
