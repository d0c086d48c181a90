"""Looks at the Pusher app of an environment as it really is, and sends a message through it.

python check_provider.py SECRET_ARN

It changes nothing. Each line of its output is right, wrong with what was seen, or says where to
look. checklist.json is the list that README.md shows as well.
"""

import json
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import boto3  # type: ignore[import-untyped, import-not-found, unused-ignore]
import pusher  # type: ignore[import-untyped, import-not-found, unused-ignore]
from botocore.exceptions import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    BotoCoreError,
    ClientError,
)
from websockets.exceptions import (  # type: ignore[import-not-found, unused-ignore]
    WebSocketException,
)
from websockets.sync.client import connect  # type: ignore[import-not-found, unused-ignore]
from websockets.sync.connection import (  # type: ignore[import-not-found, unused-ignore]
    Connection,
)

CHECKLIST = Path(__file__).with_name("checklist.json")
PARTS = ("app_id", "key", "secret", "cluster")
WAIT_S = 5
"""For one answer of Pusher's."""
CLIENT_CHANNEL = "presence-agents;1"
"""Clients send in channels of this kind."""
NOT_ALLOWED = 4301
"""Pusher's error where client events are off."""
SILENCE_S = 2
"""In which Pusher would have refused what a client sent."""


@dataclass(frozen=True)
class App:
    """The keys of an app."""

    app_id: str
    key: str
    secret: str
    cluster: str


@dataclass(frozen=True)
class Verdict:
    """What was found of one line."""

    line: str
    state: str
    """right, wrong, or look: at what no API tells."""
    seen: str

    def __str__(self) -> str:
        """Show it as one line."""
        return f"{self.state:<6} {self.line}" + (f": {self.seen}" if self.seen else "")


def read(arn: str) -> App:
    """Read the app's keys.

    Raises:
        ValueError: When they are not set, or something is missing.

    """
    region = arn.split(":")[3]
    try:
        found = boto3.client("secretsmanager", region_name=region).get_secret_value(SecretId=arn)
        given = json.loads(found["SecretString"])
        return App(**{part: str(given[part]) for part in PARTS})
    except (BotoCoreError, ClientError) as refused:
        raise ValueError(f"the secret cannot be read: {refused}") from refused
    except (ValueError, LookupError, TypeError) as wrong:
        wanted = ", ".join(PARTS)
        raise ValueError(f"the secret must be JSON with {wanted}: put it in once") from wrong


def rest(app: App) -> pusher.Pusher:
    """Speak with Pusher's HTTP API."""
    return pusher.Pusher(
        app_id=app.app_id, key=app.key, secret=app.secret, cluster=app.cluster, timeout=WAIT_S
    )


def address(app: App) -> str:
    """Tell where clients connect."""
    return f"wss://ws-{app.cluster}.pusher.com/app/{app.key}?protocol=7&client=check-provider&version=1"


def plain_address(app: App) -> str:
    """Tell where they would connect without TLS."""
    return address(app).replace("wss://", "ws://", 1)


def keys(app: App) -> Iterator[str]:
    """Ask Pusher whether the keys are its."""
    try:
        rest(app).channels_info()
    except (pusher.errors.PusherError, OSError) as refused:
        yield f"Pusher does not take these keys in the cluster {app.cluster}: {refused}"


def message(app: App) -> Iterator[str]:
    """Send a message through a channel that nobody else knows, and wait for it."""
    channel, sent = f"check-{secrets.token_hex(8)}", secrets.token_hex(8)
    with connected(app) as (client, _):
        send(client, "pusher:subscribe", {"channel": channel})
        if await_event(client, "pusher_internal:subscription_succeeded") is None:
            yield "a public channel cannot be subscribed to"
            return
        rest(app).trigger(channel, "check", {"sent": sent})
        if await_event(client, "check") != {"sent": sent}:
            yield f"a message that was published did not arrive within {WAIT_S} s"


def plain(app: App) -> Iterator[str]:
    """Try to connect without TLS; whatever keeps that out is as it must be."""
    with (
        suppress(WebSocketException, OSError),
        connect(plain_address(app), open_timeout=WAIT_S) as client,
    ):
        if await_event(client, "pusher:connection_established") is not None:
            yield "connections without TLS are let in: switch on Force TLS in the app's settings"


def strangers(app: App) -> Iterator[str]:
    """Try to enter a private channel with a signature that nobody made."""
    channel = f"private-check-{secrets.token_hex(8)}"
    with connected(app) as (client, _):
        send(client, "pusher:subscribe", {"channel": channel, "auth": f"{app.key}:{'0' * 64}"})
        if await_event(client, "pusher_internal:subscription_succeeded") is not None:
            yield "a stranger was let into a private channel"


def client_events(app: App) -> Iterator[str]:
    """Send as a client does in one of the features' channels."""
    with connected(app) as (client, socket_id):
        user = {"user_id": "check"} if CLIENT_CHANNEL.startswith("presence-") else None
        signed = rest(app).authenticate(CLIENT_CHANNEL, socket_id, user)
        send(client, "pusher:subscribe", {"channel": CLIENT_CHANNEL, **signed})
        if await_event(client, "pusher_internal:subscription_succeeded") is None:
            yield f"{CLIENT_CHANNEL} cannot be entered with a signature of these keys"
            return
        client.send(json.dumps({"event": "client-check", "channel": CLIENT_CHANNEL, "data": {}}))
        refused = await_event(client, "pusher:error", SILENCE_S)
        if isinstance(refused, dict) and refused.get("code") == NOT_ALLOWED:
            yield "clients may not send: switch on Client events in the app's settings"


@contextmanager
def connected(app: App) -> Iterator[tuple[Connection, str]]:
    """Open a connection, with the id that Pusher gives it."""
    with connect(address(app), open_timeout=WAIT_S) as client:
        told = await_event(client, "pusher:connection_established")
        yield client, str(told["socket_id"]) if isinstance(told, dict) else ""


def send(client: Connection, event: str, data: dict[str, str]) -> None:
    """Send an event of the protocol."""
    client.send(json.dumps({"event": event, "data": data}))


def await_event(client: Connection, event: str, seconds: float = WAIT_S) -> object:
    """Wait for an event; None where another error or nothing comes."""
    while True:
        try:
            told = json.loads(client.recv(timeout=seconds))
        except TimeoutError:
            return None
        if told["event"] == event:
            data = told.get("data", {})
            return json.loads(data) if isinstance(data, str) else data
        if told["event"] in {"pusher:error", "pusher:subscription_error"}:
            return None


PROBES = {
    "a message that is published arrives": message,
    "a stranger stays out of a private channel": strangers,
}
"""What nobody has to set."""
CHECKS = {
    "plain": plain,
    "client_events": client_events,
}
"""What looks at a line of the checklist, by the name that it has there."""


def verdicts(app: App) -> Iterator[Verdict]:
    """Look at the keys first: without them nothing else can be seen."""
    found = verdict("the keys are the app's", keys, app)
    yield found
    if found.state == "wrong":
        return
    for line, probe in PROBES.items():
        yield verdict(line, probe, app)
    for each in json.loads(CHECKLIST.read_text(encoding="utf-8")):
        line = f"{each['where']}: {each['says']}"
        if each["check"] is None:
            yield Verdict(line, "look", f"no API tells it, look at {each['where']}")
        else:
            yield verdict(line, CHECKS[each["check"]], app)


def verdict(line: str, check: Callable[[App], Iterator[str]], app: App) -> Verdict:
    """Look at one line."""
    try:
        faults = list(check(app))
    except (WebSocketException, pusher.errors.PusherError, OSError) as failed:
        faults = [f"it could not be looked at: {failed}"]
    return Verdict(line, "wrong" if faults else "right", "; ".join(faults))


def main() -> int:
    """Look at one app."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its argument
        sys.stderr.write("usage: python check_provider.py SECRET_ARN\n")
        return 2
    try:
        found = list(verdicts(read(sys.argv[1])))
    except ValueError as wrong:
        found = [Verdict("the secret holds the app's keys", "wrong", str(wrong))]
    sys.stdout.writelines(f"{each}\n" for each in found)
    return 1 if any(each.state == "wrong" for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
