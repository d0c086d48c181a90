"""Ably, Pusher and Supabase as far as their HTTP APIs take messages: who may publish, and what is known again."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from ssl import SSLContext
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlparse

from pusher.signature import sign

from runtime.providers.door import Quiet, answering
from tokens import calls

SERVICE_KEY = "a-secret-of-supabase-for-its-service"
TOKEN = "a-token"  # noqa: S105 - nobody's
"""Of Ably's, with which its library publishes: it sends keys by TLS alone."""
KEYS = {
    "ably": calls.ABLY_KEY,
    "pusher": json.dumps(calls.PUSHER_APP | {"cluster": "eu"}),
    "supabase": json.dumps({"url": "https://x.supabase.co", "service_key": SERVICE_KEY}),
}
HOSTS = {"ably": "rest.ably.io", "pusher": "api-eu.pusher.com", "supabase": "x.supabase.co"}
TAKEN = {"ably": HTTPStatus.CREATED, "pusher": HTTPStatus.OK, "supabase": HTTPStatus.ACCEPTED}

LOST = HTTPStatus.GATEWAY_TIMEOUT
"""An answer in place of the provider's own, which took the message."""


class Published(NamedTuple):
    """A message as clients get it."""

    channel: str
    id: str
    data: Mapping[str, object]


class Api:
    """What a provider took, and how it answers when it does not."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.key = KEYS[name]
        self.published: list[Published] = []
        self.troubles: dict[str, list[int]] = defaultdict(list)
        """Answers that a channel gives first, before it takes a message."""
        self.hangs_up = False
        """Closes the connection after an answer, without a word."""
        self.connections = 0

    def take(self, path: str, headers: Mapping[str, str], body: str) -> int:
        """The status of an answer."""
        match self.name:
            case "ably":
                allowed, message = self._ably(path, headers, body)
            case "pusher":
                allowed, message = self._pusher(path, body)
            case _:
                allowed, message = self._supabase(path, headers, body)
        if not allowed:
            return HTTPStatus.UNAUTHORIZED
        status = self.troubles[message.channel].pop(0) if self.troubles[message.channel] else TAKEN[self.name]
        known = self.name == "ably" and any(each[:2] == message[:2] for each in self.published)
        if status in {LOST, TAKEN[self.name]} and not known:
            self.published.append(message)
        return status

    def _ably(self, path: str, headers: Mapping[str, str], body: str) -> tuple[bool, Published]:
        _, channels, channel, messages = path.split("/")
        assert (channels, messages) == ("channels", "messages")
        basic = f"Basic {base64.b64encode(self.key.encode()).decode()}"
        bearer = f"Bearer {base64.b64encode(TOKEN.encode()).decode()}"
        identified = base64.b64decode(headers.get("X-Ably-ClientId", "")) == b"backend"
        told = json.loads(body)
        assert told["encoding"] == "json"
        allowed = headers["Authorization"] == bearer or (headers["Authorization"] == basic and identified)
        return allowed, Published(unquote(channel), told["id"], json.loads(told["data"]))

    def _pusher(self, path: str, body: str) -> tuple[bool, Published]:
        app = json.loads(self.key)
        at = urlparse(path)
        query = dict(parse_qsl(at.query))
        given = query.pop("auth_signature")
        text = "&".join(f"{key}={value}" for key, value in sorted(query.items()))
        whole = query["body_md5"] == hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
        allowed = given == sign(app["secret"], f"POST\n{at.path}\n{text}") and query["auth_key"] == app["key"]
        told = json.loads(body)
        (channel,) = told["channels"]
        data = json.loads(told["data"])
        assert (at.path, told["name"], whole) == (f"/apps/{app['app_id']}/events", "message", True)
        return allowed, Published(channel, data.pop("id"), data)

    def _supabase(self, path: str, headers: Mapping[str, str], body: str) -> tuple[bool, Published]:
        assert path == "/realtime/v1/api/broadcast"
        key = json.loads(self.key)["service_key"]
        (told,) = json.loads(body)["messages"]
        assert (told["event"], told["private"]) == ("message", True)
        data = told["payload"]
        allowed = (headers["apikey"], headers["Authorization"]) == (key, f"Bearer {key}")
        return allowed, Published(told["topic"], data.pop("id"), data)

    def history(self, channel: str) -> str:
        """What Ably's library reads back."""
        return json.dumps(
            [
                {"id": each.id, "data": json.dumps(each.data), "encoding": "json"}
                for each in self.published
                if each.channel == channel
            ]
        )


@contextmanager
def serving(api: Api, tls: SSLContext | None = None) -> Iterator[int]:
    """The API on this machine; its port."""

    class Requests(Quiet):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            """Somebody connects."""
            super().setup()
            api.connections += 1

        def do_POST(self) -> None:  # noqa: N802 - the name that the library calls
            """A message."""
            status = api.take(self.path, self.headers, self.content())
            self.respond(status, "{}")
            self.close_connection = api.hangs_up

        def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
            """A channel's history, at Ably."""
            self.respond(HTTPStatus.OK, api.history(unquote(self.path.split("/")[2])))

    with answering(Requests, tls) as port:
        yield port
