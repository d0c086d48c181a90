"""Looks at the Supabase project of an environment as it really is, and sends a message through it.

python check_provider.py SECRET_ARN ENVIRONMENT

It changes nothing. Each line of its output is right, wrong with what was seen, or says where to
look. checklist.json is the list that README.md shows as well.
"""

import json
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

import boto3  # type: ignore[import-untyped, import-not-found, unused-ignore]
import jwt  # type: ignore[import-not-found, unused-ignore]
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
MANAGEMENT = "api.supabase.com"
PLANNED = {
    "dev": 30,
    "prod": 1500,
}
"""Connections at the same time, by environment (spec: audience, with growth)."""
PLAN_MESSAGES = 2_500
"""A second, that the plan lets through; less is another plan, or a spend cap."""
PARTS = ("url", "anon_key", "service_key", "jwt_secret")
MIGRATION = "supabase/migrations/00000000000000_realtime.sql"
SHORTEST_SECRET = 32
"""Bytes: what HMAC with SHA-256 asks for (RFC 7518, 3.2)."""
WAIT_S = 5
"""For one answer of Supabase's."""


@dataclass(frozen=True)
class Project:
    """The address and the keys of a project, and what it must carry."""

    url: str
    anon_key: str
    service_key: str
    jwt_secret: str
    planned: int
    """Connections at the same time."""


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


class UnseenError(Exception):
    """The API does not tell it."""


def read(arn: str, planned: int) -> Project:
    """Read the project's keys.

    Raises:
        ValueError: When they are not set, or something is missing.

    """
    region = arn.split(":")[3]
    try:
        found = boto3.client("secretsmanager", region_name=region).get_secret_value(SecretId=arn)
        given = json.loads(found["SecretString"])
        project = Project(**{part: str(given[part]) for part in PARTS}, planned=planned)
    except (BotoCoreError, ClientError) as refused:
        raise ValueError(f"the secret cannot be read: {refused}") from refused
    except (ValueError, LookupError, TypeError) as wrong:
        wanted = ", ".join(PARTS)
        raise ValueError(f"the secret must be JSON with {wanted}: put it in once") from wrong
    if not project.url.startswith("https://") or len(project.jwt_secret.encode()) < SHORTEST_SECRET:
        raise ValueError("the secret needs the project's https address, and its secret for tokens")
    return project


def token(project: Project, channels: dict[str, list[str]]) -> str:
    """Sign a token as the endpoint does."""
    claims = {
        "sub": "check",
        "aud": "authenticated",
        "role": "authenticated",
        "exp": int(time.time()) + 60,
        "channels": channels,
    }
    return jwt.encode(claims, project.jwt_secret, "HS256")


def publish(project: Project, key: str, topic: str, payload: dict[str, str]) -> int:
    """Publish by HTTP, as the backend does; the status of the answer."""
    messages = [{"topic": topic, "event": "check", "payload": payload, "private": True}]
    connection = HTTPSConnection(host(project), timeout=WAIT_S)
    with closing(connection):
        connection.request(
            "POST",
            "/realtime/v1/api/broadcast",
            json.dumps({"messages": messages}),
            {
                "apikey": key,
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
            },
        )
        return connection.getresponse().status


@contextmanager
def connected(project: Project) -> Iterator[Connection]:
    """Open a connection of Realtime's."""
    with connect(f"{address(project)}&vsn=1.0.0", open_timeout=WAIT_S) as client:
        yield client


def address(project: Project) -> str:
    """Tell where clients connect."""
    return f"wss://{host(project)}/realtime/v1/websocket?apikey={project.anon_key}"


def host(project: Project) -> str:
    """Tell the project's name in the net."""
    return project.url.removeprefix("https://").rstrip("/")


def joined(client: Connection, topic: str, signed: str | None, *, private: bool = True) -> bool:
    """Join a topic; whether that was allowed."""
    config = {
        "private": private,
        "broadcast": {"ack": True, "self": False},
        "presence": {"enabled": False},
    }
    payload = {"config": config} | ({} if signed is None else {"access_token": signed})
    send(client, topic, "phx_join", payload)
    return accepted(client)


def send(client: Connection, topic: str, event: str, payload: Mapping[str, object]) -> None:
    """Send a message of the protocol."""
    message = {"topic": f"realtime:{topic}", "event": event, "payload": payload}
    client.send(json.dumps({**message, "ref": "1", "join_ref": "1"}))


def accepted(client: Connection) -> bool:
    """Wait for the answer to what was sent; none is a refusal."""
    told = await_event(client, "phx_reply")
    return told is not None and told.get("status") == "ok"


def await_event(client: Connection, event: str) -> dict[str, object] | None:
    """Wait for an event; None where an error or nothing comes."""
    while True:
        try:
            told = json.loads(client.recv(timeout=WAIT_S))
        except TimeoutError:
            return None
        if told["event"] == event:
            return dict(told.get("payload") or {})
        if told["event"] in {"phx_error", "phx_close"}:
            return None


def keys(project: Project) -> Iterator[str]:
    """Ask Supabase whether the backend's key is its."""
    status = publish(project, project.service_key, topic(), {})
    if status != HTTPStatus.ACCEPTED:
        yield f"Supabase does not take service_key: HTTP {status}"


def strangers(project: Project) -> Iterator[str]:
    """Try to join a topic with a token that names another one."""
    with connected(project) as client:
        if joined(client, topic(), token(project, {topic(): ["subscribe"]})):
            yield f"a stranger was let into a private topic: apply {MIGRATION}, and no wider policy"


def open_channels(project: Project) -> Iterator[str]:
    """Try to join a channel that no policy guards."""
    with connected(project) as client:
        if joined(client, topic(), None, private=False):
            yield "public channels are open: switch off Allow public access in Realtime's settings"


def message(project: Project) -> Iterator[str]:
    """Send a message through a topic that nobody else knows, and wait for it."""
    name, sent = topic(), secrets.token_hex(8)
    with connected(project) as client:
        if not joined(client, name, token(project, {name: ["subscribe"]})):
            yield f"a topic cannot be joined with a token for it: see {MIGRATION} and jwt_secret"
            return
        publish(project, project.service_key, name, {"sent": sent})
        if (await_event(client, "broadcast") or {}).get("payload") != {"sent": sent}:
            yield f"a message that was published did not arrive within {WAIT_S} s"


def clients(project: Project) -> Iterator[str]:
    """Send as a client that may listen only, and as one that may send."""
    for may, wanted in ((["subscribe"], False), (["publish", "subscribe"], True)):
        name = topic()
        signed = token(project, {name: may})
        with connected(project) as client, connected(project) as other:
            if not (joined(client, name, signed) and joined(other, name, signed)):
                return
            payload = {"type": "broadcast", "event": "check", "payload": {}}
            send(client, name, "broadcast", payload)
            if (await_event(other, "broadcast") is not None) is not wanted:
                who = "may send and cannot" if wanted else "may only listen and can send"
                yield f"a client {who}: apply {MIGRATION}, and no wider policy"


def most_clients(project: Project) -> Iterator[str]:
    """See how many clients may be connected at the same time."""
    allowed = settings(project)["max_concurrent_users"]
    if (allowed or 0) < project.planned:
        yield f"it is {allowed or 'not set'}, and {project.planned} are planned for"


def of_plan(project: Project) -> Iterator[str]:
    """See the plan by a limit that it sets: neither plan nor spend cap is told by itself.

    Raises:
        UnseenError: When that limit is not told either.

    """
    allowed = settings(project)["max_events_per_second"]
    if allowed is None:
        raise UnseenError("the API tells no limit of messages, look at Organization, Billing")
    if allowed < PLAN_MESSAGES:
        yield f"{allowed} are let through: see the plan and its spend cap"


def settings(project: Project) -> dict[str, int | None]:
    """Read Realtime's settings over the Management API, which takes no key of a project.

    Raises:
        LookupError: When they cannot be read.

    """
    access = os.environ.get("SUPABASE_ACCESS_TOKEN")
    if not access:
        raise LookupError("set SUPABASE_ACCESS_TOKEN")
    path = f"/v1/projects/{host(project).partition('.')[0]}/config/realtime"
    connection = HTTPSConnection(MANAGEMENT, timeout=WAIT_S)
    with closing(connection):
        connection.request("GET", path, headers={"Authorization": f"Bearer {access}"})
        answer = connection.getresponse()
        if answer.status != HTTPStatus.OK:
            raise LookupError(f"Supabase does not tell Realtime's settings: HTTP {answer.status}")
        return dict(json.loads(answer.read()))


def topic() -> str:
    """Make up a name that is no feature's."""
    return f"check:{secrets.token_hex(8)}"


PROBES = {
    "a message that is published arrives": message,
    "a stranger stays out of a topic": strangers,
    "clients send where they may and nowhere else": clients,
}
"""What the policies do, which nobody has to set."""
CHECKS = {
    "open_channels": open_channels,
    "most_clients": most_clients,
    "of_plan": of_plan,
}
"""What looks at a line of the checklist, by the name that it has there."""


def verdicts(project: Project) -> Iterator[Verdict]:
    """Look at the keys first: without them nothing else can be seen."""
    found = verdict("service_key is the project's", keys, project)
    yield found
    if found.state == "wrong":
        return
    for line, probe in PROBES.items():
        yield verdict(line, probe, project)
    for each in json.loads(CHECKLIST.read_text(encoding="utf-8")):
        line = f"{each['where']}: {each['says']}"
        if each["check"] is None:
            yield Verdict(line, "look", f"no API tells it, look at {each['where']}")
        else:
            yield verdict(line, CHECKS[each["check"]], project)


def verdict(line: str, check: Callable[[Project], Iterator[str]], project: Project) -> Verdict:
    """Look at one line."""
    try:
        faults = list(check(project))
    except UnseenError as unseen:
        return Verdict(line, "look", str(unseen))
    except (WebSocketException, HTTPException, OSError, ValueError, LookupError) as failed:
        faults = [f"it could not be looked at: {failed}"]
    return Verdict(line, "wrong" if faults else "right", "; ".join(faults))


def main() -> int:
    """Look at one project."""
    if len(sys.argv) != 3 or sys.argv[2] not in PLANNED:  # noqa: PLR2004 - the program's arguments
        names = " | ".join(PLANNED)
        sys.stderr.write(f"usage: python check_provider.py SECRET_ARN {names}\n")
        return 2
    try:
        found = list(verdicts(read(sys.argv[1], PLANNED[sys.argv[2]])))
    except ValueError as wrong:
        found = [Verdict("the secret holds the project's keys", "wrong", str(wrong))]
    sys.stdout.writelines(f"{each}\n" for each in found)
    return 1 if any(each.state == "wrong" for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
