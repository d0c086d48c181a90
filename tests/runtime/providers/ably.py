"""As much of Ably as its SDK needs to enter a channel: token requests, and the protocol of its sockets (in JSON)."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from socket import SHUT_WR, create_connection, socket
from urllib.parse import parse_qs, urlparse

from ably.types.tokenrequest import TokenRequest
from websockets.sync.server import ServerConnection

from runtime.providers.door import HOST, Door, Quiet, answering, listening
from tokens import calls

CONNECTED, ERROR, ATTACH, ATTACHED, MESSAGE = 4, 9, 10, 11, 15
"""Actions of the protocol."""
PRESENT = {"n": 1}
"""What is sent to whoever enters."""


class Ably(Door):
    """An app, whose key the endpoint signs with."""

    def __init__(self) -> None:
        super().__init__()
        self._tokens: dict[str, TokenRequest] = {}

    def exchange(self, text: str) -> str | None:
        """A token for a request that the app's key signed, by the vendor's own library; None for any other."""
        asked = TokenRequest.from_json(text)
        brought = asked.mac
        asked.sign_request(calls.ABLY_KEY.partition(":")[2])
        if brought != asked.mac:
            return None
        token = f"{asked.key_name}.token-{len(self._tokens)}"
        self._tokens[token] = asked
        now = int(time.time() * 1_000)
        return json.dumps(
            {
                "token": token,
                "keyName": asked.key_name,
                "issued": now,
                "expires": now + asked.ttl,
                "capability": asked.capability,
                "clientId": asked.client_id,
            }
        )

    def speak(self, client: ServerConnection) -> None:
        """One connection, with the token in its address."""
        assert client.request is not None
        (token,) = parse_qs(urlparse(client.request.path).query)["access_token"]
        asked = self._tokens[token]
        details = {"clientId": asked.client_id, "connectionKey": "k", "maxIdleInterval": 0, "connectionStateTtl": 9_000}
        client.send(json.dumps({"action": CONNECTED, "connectionId": "c", "connectionDetails": details}))
        for text in client:
            told = json.loads(text)
            if told["action"] == ATTACH:
                self._attach(client, told["channel"], asked)

    def _attach(self, client: ServerConnection, channel: str, asked: TokenRequest) -> None:
        may = "subscribe" in json.loads(asked.capability).get(channel, ())
        self.tell(str(asked.client_id), channel, let_in=may)
        if not may:
            refused = {"code": 40160, "statusCode": HTTPStatus.UNAUTHORIZED, "message": "not permitted"}
            client.send(json.dumps({"action": ERROR, "channel": channel, "error": refused}))
            return
        client.send(json.dumps({"action": ATTACHED, "channel": channel, "channelSerial": "s", "flags": 0}))
        messages = [{"id": "1", "name": "goal", "data": json.dumps(PRESENT), "encoding": "json"}]
        client.send(json.dumps({"action": MESSAGE, "id": "m", "channel": channel, "messages": messages}))


@contextmanager
def running() -> Iterator[tuple[Ably, int]]:
    """The app, and the port that its requests and sockets share."""
    app = Ably()
    with listening(app) as sockets:

        class Requests(Quiet):
            def do_POST(self) -> None:  # noqa: N802 - the name that the library calls
                """A token for a token request."""
                assert self.path == "/keys/app.key/requestToken"
                token = app.exchange(self.content())
                self.respond(HTTPStatus.UNAUTHORIZED if token is None else HTTPStatus.CREATED, token or "{}")

            def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
                """A socket: what is said on it goes on to where sockets are served, and back."""
                head = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
                with create_connection((HOST, sockets)) as behind:
                    behind.sendall(f"{self.requestline}\r\n{head}\r\n".encode())
                    back = threading.Thread(target=_pass_on, args=(behind, self.connection))
                    back.start()
                    _pass_on(self.connection, behind)
                    back.join()

        with answering(Requests) as port:
            yield app, port


def _pass_on(said: socket, heard: socket) -> None:
    with suppress(OSError):
        while content := said.recv(65_536):
            heard.sendall(content)
        heard.shutdown(SHUT_WR)
