"""Listens to a channel of the gateway on this machine. Standard library only.

python local/listen.py 42 room:7    connects as user 42, subscribes, prints what comes
"""

import argparse
import http.client
import json
import sys
from collections.abc import Iterator

from tokens import needs_token, token

ADDRESS = "127.0.0.1:8000"

Message = dict[str, object]


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
    parser = argparse.ArgumentParser(description="print what a user hears in a channel")
    parser.add_argument("user")
    parser.add_argument("channel")
    parser.add_argument(
        "--unsigned", dest="signed", action="store_false", help="bring no subscription token"
    )
    parser.add_argument("--count", type=int, default=0, help="end after so many messages")
    parser.add_argument("--address", default=ADDRESS, help="of the gateway: %(default)s")
    given = parser.parse_args()
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


if __name__ == "__main__":
    sys.exit(main())
