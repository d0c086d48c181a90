"""Ably as far as it tells an app's statistics, as its documentation says; or as no documentation says."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qsl, urlparse

from runtime.providers.door import Quiet, answering
from tokens import calls

PROTOCOL = 3
"""The first in which a record's figures are flat (Ably: features specification, protocol version 3)."""


class Asked(NamedTuple):
    """A request."""

    unit: str
    start_ms: int


def record(unit: str, interval: str, **figures: float) -> dict[str, object]:
    """A record as the documentation shows one; `__` stands for a dot. What is zero has no entry."""
    return {
        "entries": {
            "messages.all.messages.count": 245,
            "messages.inbound.realtime.all.data": 29_127,
            "something.of.tomorrow": {"nested": True},
            **{name.replace("__", "."): value for name, value in figures.items()},
        },
        "schema": "https://schemas.ably.com/json/app-stats-0.0.5.json",
        "appId": "app",
        "inProgress": f"{interval}:11",
        "unit": unit,
        "intervalId": interval,
    }


class Statistics:
    """What an app used, and how it is told."""

    def __init__(self) -> None:
        self.records: dict[str, list[dict[str, object]]] = {"minute": [], "hour": [], "month": []}
        self.said: dict[str, tuple[int, str]] = {}
        """Other answers, by unit: a status and a text."""
        self.speaks = True
        """Else the server takes a request and says nothing."""
        self.asked: list[Asked] = []

    def answer(self, path: str, headers: Mapping[str, str]) -> tuple[int, str]:
        """Status and text."""
        at = urlparse(path)
        query = dict(parse_qsl(at.query, strict_parsing=True))
        assert at.path == "/stats"
        assert int(headers["X-Ably-Version"]) >= PROTOCOL
        self.asked.append(Asked(query["unit"], int(query["start"])))
        if headers["Authorization"] != f"Basic {base64.b64encode(calls.ABLY_KEY.encode()).decode()}":
            return HTTPStatus.UNAUTHORIZED, json.dumps({"error": {"code": 40_160, "statusCode": 401}})
        told = self.records[query["unit"]][: int(query["limit"])]
        return self.said.get(query["unit"], (HTTPStatus.OK, json.dumps(told)))


@contextmanager
def serving(statistics: Statistics) -> Iterator[int]:
    """The API on this machine; its port."""
    over = threading.Event()

    class Requests(Quiet):
        def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
            """One question."""
            status, text = statistics.answer(self.path, self.headers)
            if statistics.speaks:
                self.respond(status, text)
            else:
                over.wait(10)

    with answering(Requests) as port:
        try:
            yield port
        finally:
            over.set()
