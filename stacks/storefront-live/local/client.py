"""A client of the local gateway, of the standard library alone: listens, or prints tokens.

python local/client.py listen 42 room:7    connects as user 42, subscribes, prints what comes
python local/client.py token 42            prints a connection token
python local/client.py token 42 room:7     prints a subscription token
"""

import argparse
import base64
import hashlib
import hmac
import http.client
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STACK = Path(__file__).parent.parent
TOKEN_KEY = "local-only-token-key-of-32-bytes-or-more"  # noqa: S105 - the one in compose.yaml
TOKEN_S = 3600
ADDRESS = "127.0.0.1:8000"

Message = dict[str, object]


def token(user: str, channel: str | None = None) -> str:
    """Sign a connection token, or a subscription token for one channel, as a backend does it."""
    expected = _read("gateway/config.json")["client"]["token"]
    claims: Message = {"sub": user, "exp": int(time.time()) + TOKEN_S}
    for claim, key in (("iss", "issuer"), ("aud", "audience")):
        if key in expected:
            claims[claim] = expected[key]
    if channel is not None:
        claims["channel"] = channel
    unsigned = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    signature = hmac.digest(TOKEN_KEY.encode(), unsigned.encode(), hashlib.sha256)
    return f"{unsigned}.{_base64(signature)}"


def _part(value: Message) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def needs_token(channel: str) -> bool:
    """Whether the channel's feature is entered with a subscription token."""
    feature = _read("client-contract.json")["features"].get(channel.partition(":")[0])
    return feature is not None and feature["channel"]["access"] == "token"


def _read(path: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((STACK / path).read_text(encoding="utf-8"))
    return content


class Connection:
    """One connection over HTTP streaming: a response that goes on, and requests to say things."""

    def __init__(self, address: str, connection_token: str) -> None:
        self._address = address
        self._stream = http.client.HTTPConnection(address)
        connect = {"id": 1, "connect": {"token": connection_token}}
        self._stream.request("POST", "/connection/http_stream", json.dumps(connect))
        self._lines = self._stream.getresponse()
        self._session: Message = {}

    def messages(self) -> Iterator[Message]:
        """Yield what the gateway says, and answer its pings, until it ends the connection."""
        while line := self._lines.readline():
            message: Message = json.loads(line)
            reply = message.get("connect")
            if isinstance(reply, dict):
                self._session = {"session": reply["session"], "node": reply["node"]}
            if message:
                yield message
            else:
                self.say({})

    def say(self, command: Message) -> None:
        """Send a command; its reply comes on the stream."""
        request = http.client.HTTPConnection(self._address)
        body = json.dumps({**self._session, "data": json.dumps(command)})
        request.request("POST", "/emulation", body)
        request.getresponse().read()
        request.close()


def listen(user: str, channel: str, *, address: str, signed: bool, count: int) -> int:
    """Print what a user hears in a channel; 1 when the gateway refuses or ends the connection."""
    connection = Connection(address, token(user))
    left = count
    for message in connection.messages():
        match message:
            case {"connect": _}:
                subscribe: Message = {"channel": channel}
                if signed and needs_token(channel):
                    subscribe["token"] = token(user, channel)
                connection.say({"id": 2, "subscribe": subscribe})
            case {"subscribe": _}:
                _print(f"user {user} listens to {channel}")
            case {"push": {"pub": {"data": data}}}:
                _print(f"{channel} {json.dumps(data, ensure_ascii=False)}")
                left -= 1
                if left == 0:
                    return 0
            case {"push": {"join": {"info": {"user": who}}}}:
                _print(f"user {who} came")
            case {"push": {"leave": {"info": {"user": who}}}}:
                _print(f"user {who} left")
            case {"error": {"code": code, "message": why}}:
                _print(f"refused: {why} ({code})")
                return 1
            case _:
                _print(json.dumps(message))
    _print("the gateway ended the connection")
    return 1


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Read the command line; the exit code."""
    given = _arguments()
    if given.command == "token":
        _print(token(given.user, given.channel))
        return 0
    try:
        return listen(
            given.user,
            given.channel,
            address=given.address,
            signed=given.signed,
            count=given.count,
        )
    except ConnectionRefusedError:
        _print(f"nothing answers at {given.address}; README.md says how to start the gateway")
        return 1
    except KeyboardInterrupt:
        return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    signing = commands.add_parser("token", help="print a token")
    signing.add_argument("user")
    signing.add_argument("channel", nargs="?")
    listening = commands.add_parser("listen", help="print what a user hears in a channel")
    listening.add_argument("user")
    listening.add_argument("channel")
    listening.add_argument(
        "--unsigned", dest="signed", action="store_false", help="bring no subscription token"
    )
    listening.add_argument("--count", type=int, default=0, help="end after so many messages")
    listening.add_argument("--address", default=ADDRESS, help="of the gateway: %(default)s")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
