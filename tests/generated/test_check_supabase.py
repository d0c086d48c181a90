"""check_provider.py of a stack beside Supabase, against a fake of Realtime that speaks its protocol."""

from __future__ import annotations

import http.client
import importlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import boto3
import jwt
import pytest
from moto import mock_aws
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from generated import mocks
from rtgen import pipeline
from verify import harness

PROJECT = {
    "url": "https://quiz.example.supabase.co",
    "anon_key": "anon",
    "service_key": "service",
    "jwt_secret": "a-secret-of-supabase-of-32-bytes-or-more",
}
NO_KEYS = "wrong  the secret holds the project's keys: "
MIGRATION = "supabase/migrations/00000000000000_realtime.sql"


class Realtime:
    """A project: who has joined what, and how its settings and policies stand."""

    def __init__(self) -> None:
        self.joined: dict[str, dict[ServerConnection, frozenset[str]]] = {}
        self.secret = PROJECT["jwt_secret"]
        self.private_only = True
        self.delivers = True
        self.lets_all_join = False
        self.lets_all_send = False
        self.lets_none_send = False
        self.most_clients: int | None = 1_500
        self.messages: int | None = 2_500

    def serve(self, client: ServerConnection) -> None:
        """One connection."""
        try:
            for text in client:
                self._answer(client, json.loads(text))
        except ConnectionClosed:
            pass

    def _answer(self, client: ServerConnection, told: Mapping[str, object]) -> None:
        topic, payload = str(told["topic"]).removeprefix("realtime:"), told["payload"]
        assert isinstance(payload, dict)
        if told["event"] == "phx_join":
            may = self._may(topic, payload)
            status = "ok" if may else "error"
            if may:
                self.joined.setdefault(topic, {})[client] = may
            reply = {"status": status, "response": {}}
            client.send(
                json.dumps({"event": "phx_reply", "topic": told["topic"], "payload": reply, "ref": told["ref"]})
            )
        elif told["event"] == "broadcast":
            sends = "publish" in self.joined[topic][client] or self.lets_all_send
            if sends and not self.lets_none_send:
                self.deliver(topic, payload, but=client)

    def _may(self, topic: str, payload: Mapping[str, object]) -> frozenset[str]:
        """What the policies give; nothing refuses the join."""
        config = payload["config"]
        assert isinstance(config, dict)
        if not config["private"]:
            return frozenset() if self.private_only else frozenset({"subscribe", "publish"})
        token = str(payload["access_token"])
        try:
            claims = jwt.decode(token, self.secret, algorithms=["HS256"], audience="authenticated")
        except jwt.InvalidTokenError:
            return frozenset()
        return frozenset(claims["channels"].get(topic, ["subscribe"] if self.lets_all_join else []))

    def deliver(self, topic: str, payload: object, but: ServerConnection | None = None) -> None:
        """Sends a message to all that listen."""
        for client in self.joined.get(topic, {}):
            if client is not but and self.delivers:
                client.send(json.dumps({"event": "broadcast", "topic": f"realtime:{topic}", "payload": payload}))


class Handler(BaseHTTPRequestHandler):
    """Realtime's HTTP API."""

    project: Realtime

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        """Realtime's settings, over the Management API."""
        known = self.path == "/v1/projects/127/config/realtime" and self.headers["Authorization"] == "Bearer access"
        settings = {"max_concurrent_users": self.project.most_clients, "max_events_per_second": self.project.messages}
        content = json.dumps(settings).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self) -> None:
        """A batch of messages."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = self.path == "/realtime/v1/api/broadcast" and self.headers["apikey"] == PROJECT["service_key"]
        for each in body["messages"] if known else ():
            assert each["private"] is True
            self.project.deliver(each["topic"], {"type": "broadcast", **each})
        self.send_response(202 if known else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def project() -> Realtime:
    return Realtime()


@pytest.fixture
def check(project: Realtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The script as it is rendered, with Supabase on this machine and waits that are short."""
    (planned,) = pipeline.plan([harness.ROOT / "stacks" / "quiz-night" / "spec.yaml"], tmp_path)
    files = pipeline.render_tree(planned).files
    for name in ("check_provider.py", "checklist.json"):
        (tmp_path / name).write_text(files[name].text, encoding="utf-8")
    with ExitStack() as stack:
        sockets = stack.enter_context(serve(project.serve, "127.0.0.1", 0))
        web = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"project": project}))
        for server in (sockets, web):
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        stack.callback(web.server_close)
        stack.enter_context(mocks.of(tmp_path))
        module = importlib.import_module("check_provider")
        at = f"ws://127.0.0.1:{sockets.socket.getsockname()[1]}/?apikey=anon"
        monkeypatch.setattr(module, "address", lambda _: at)
        monkeypatch.setattr(module, "host", lambda _: f"127.0.0.1:{web.server_port}")
        monkeypatch.setattr(module, "HTTPSConnection", http.client.HTTPConnection)
        monkeypatch.setattr(module, "MANAGEMENT", f"127.0.0.1:{web.server_port}")
        monkeypatch.setattr(module, "WAIT_S", 0.3)
        monkeypatch.setenv("SUPABASE_ACCESS_TOKEN", "access")
        yield module


def faults(check: ModuleType, **over: str) -> list[str]:
    found = check.verdicts(check.Project(**(PROJECT | over), planned=1_500))
    return [each.seen for each in found if each.state == "wrong"]


def test_a_project_that_is_as_it_must_be_has_no_fault(check: ModuleType) -> None:
    assert faults(check) == []


def test_a_key_of_another_project_is_the_only_fault_that_is_told(check: ModuleType) -> None:
    assert faults(check, service_key="another") == ["Supabase does not take service_key: HTTP 401"]


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("private_only", False, "public channels are open: switch off Allow public access in Realtime's settings"),
        ("delivers", False, "a message that was published did not arrive within 0.3 s"),
        ("lets_all_join", True, f"a stranger was let into a private topic: apply {MIGRATION}, and no wider policy"),
        ("lets_all_send", True, f"a client may only listen and can send: apply {MIGRATION}, and no wider policy"),
        ("lets_none_send", True, f"a client may send and cannot: apply {MIGRATION}, and no wider policy"),
        ("most_clients", None, "it is not set, and 1500 are planned for"),
        ("most_clients", 1_499, "it is 1499, and 1500 are planned for"),
        ("messages", 500, "500 are let through: see the plan and its spend cap"),
        ("secret", 40 * "x", f"a topic cannot be joined with a token for it: see {MIGRATION} and jwt_secret"),
    ],
)
def test_a_setting_that_is_wrong_is_a_fault(
    check: ModuleType, project: Realtime, setting: str, value: object, told: str
) -> None:
    setattr(project, setting, value)
    assert told in faults(check)


@pytest.mark.parametrize(
    ("access", "told"),
    [
        ("", "it could not be looked at: set SUPABASE_ACCESS_TOKEN"),
        ("another", "it could not be looked at: Supabase does not tell Realtime's settings: HTTP 401"),
    ],
)
def test_settings_that_cannot_be_read_are_told(
    check: ModuleType, access: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPABASE_ACCESS_TOKEN", access)
    assert faults(check) == [told, told]  # of the clients, and of the plan


def test_a_plan_that_the_api_does_not_tell_is_looked_at_by_hand(check: ModuleType, project: Realtime) -> None:
    project.messages = None
    found = {each.line: each for each in check.verdicts(check.Project(**PROJECT, planned=1_500))}
    (plan,) = (each for line, each in found.items() if line.startswith("Organization, Billing: "))
    assert (plan.state, plan.seen) == ("look", "the API tells no limit of messages, look at Organization, Billing")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps(PROJECT), "right  service_key is the project's"),
        (
            json.dumps(PROJECT | {"jwt_secret": "short"}),
            f"{NO_KEYS}the secret needs the project's https address, and its secret for tokens",
        ),
        (
            json.dumps({"url": "1"}),
            f"{NO_KEYS}the secret must be JSON with url, anon_key, service_key, jwt_secret: put it in once",
        ),
        (
            "s3cret",
            f"{NO_KEYS}the secret must be JSON with url, anon_key, service_key, jwt_secret: put it in once",
        ),
    ],
    ids=["whole", "a short one", "a part", "no JSON"],
)
def test_the_secret_is_read_and_never_shown(
    check: ModuleType, text: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        made = boto3.client("secretsmanager", region_name="eu-west-1").create_secret(Name="keys", SecretString=text)
        monkeypatch.setattr("sys.argv", ["check_provider.py", made["ARN"], "prod"])
        check.main()

    assert capsys.readouterr().out.startswith(f"{said}\n")
