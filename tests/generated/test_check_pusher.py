"""check_provider.py of a stack around Pusher, against a fake of Pusher that speaks its protocol."""

from __future__ import annotations

import importlib
import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qsl, urlparse

import boto3
import pusher
import pytest
from moto import mock_aws
from pusher.signature import sign
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from generated import mocks
from rtgen import pipeline
from verify import harness

NO_KEYS = "wrong  the secret holds the app's keys: "
APP = {"app_id": "7", "key": "0123456789abcdef", "secret": "s3cret", "cluster": "eu"}


class Pusher:
    """An app at Pusher: who is subscribed to what, and how its settings stand."""

    def __init__(self) -> None:
        self.subscribed: dict[str, list[ServerConnection]] = {}
        self.secret = APP["secret"]
        self.client_events = True
        self.forces_tls = True
        self.delivers = True
        self.checks_signatures = True

    def serve(self, client: ServerConnection) -> None:
        """One connection."""
        assert client.request is not None
        if self.forces_tls and client.request.path == "/plain":
            client.send(event("pusher:error", {"code": 4000, "message": "TLS only"}))
            return
        client.send(event("pusher:connection_established", {"socket_id": "1.2"}))
        try:
            for text in client:
                self._answer(client, json.loads(text))
        except ConnectionClosed:
            pass

    def _answer(self, client: ServerConnection, told: dict[str, object]) -> None:
        if str(told["event"]).startswith("client-"):
            if not self.client_events:
                client.send(event("pusher:error", {"code": 4301, "message": "client events are off"}))
            return
        data = told["data"]
        assert isinstance(data, dict)
        name = data["channel"]
        text = f"1.2:{name}" + (f":{data['channel_data']}" if "channel_data" in data else "")
        private = name.startswith(("private-", "presence-"))
        if private and self.checks_signatures and data["auth"] != f"{APP['key']}:{sign(self.secret, text)}":
            client.send(event("pusher:subscription_error", {"status": 401}))
            return
        self.subscribed.setdefault(name, []).append(client)
        client.send(event("pusher_internal:subscription_succeeded", {}))

    def publish(self, body: dict[str, object]) -> None:
        """What its HTTP API does with an event."""
        channels = body["channels"]
        assert isinstance(channels, list)
        for channel in channels if self.delivers else ():
            for client in self.subscribed.get(channel, ()):
                client.send(json.dumps({"event": body["name"], "channel": channel, "data": body["data"]}))


def event(name: str, data: object) -> str:
    return json.dumps({"event": name, "data": json.dumps(data)})


class Handler(BaseHTTPRequestHandler):
    """Pusher's HTTP API: signed requests alone."""

    app: Pusher

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _signed(self) -> bool:
        at = urlparse(self.path)
        query = dict(parse_qsl(at.query))
        given = query.pop("auth_signature")
        text = "&".join(f"{key}={value}" for key, value in sorted(query.items()))
        return given == sign(self.app.secret, f"{self.command}\n{at.path}\n{text}")

    def _respond(self, body: dict[str, object]) -> None:
        content = json.dumps(body).encode()
        self.send_response(200 if self._signed() else 401)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        """Which channels there are."""
        self._respond({"channels": {}})

    def do_POST(self) -> None:
        """An event."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._signed():
            self.app.publish(body)
        self._respond({})


@pytest.fixture
def app() -> Pusher:
    return Pusher()


@pytest.fixture
def check(app: Pusher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The script as it is rendered, with Pusher on this machine and waits that are short."""
    (planned,) = pipeline.plan([harness.ROOT / "stacks" / "support-desk" / "spec.yaml"], tmp_path)
    files = pipeline.render_tree(planned).files
    for name in ("check_provider.py", "checklist.json"):
        (tmp_path / name).write_text(files[name].text, encoding="utf-8")
    with ExitStack() as stack:
        sockets = stack.enter_context(serve(app.serve, "127.0.0.1", 0))
        web = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"app": app}))
        for server in (sockets, web):
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        stack.callback(web.server_close)
        stack.enter_context(mocks.of(tmp_path))
        module = importlib.import_module("check_provider")
        at = f"ws://127.0.0.1:{sockets.socket.getsockname()[1]}"
        monkeypatch.setattr(module, "address", lambda _: at)
        monkeypatch.setattr(module, "plain_address", lambda _: f"{at}/plain")
        monkeypatch.setattr(module, "rest", lambda given: api(given, web.server_port))
        monkeypatch.setattr(module, "WAIT_S", 1)
        monkeypatch.setattr(module, "SILENCE_S", 0.2)
        monkeypatch.setattr(module.await_event, "__defaults__", (1,))
        yield module


def api(given: object, port: int) -> pusher.Pusher:
    keys = {part: getattr(given, part) for part in ("app_id", "key", "secret")}
    return pusher.Pusher(**keys, host="127.0.0.1", port=port, ssl=False)


def faults(check: ModuleType, **over: str) -> list[str]:
    return [each.seen for each in check.verdicts(check.App(**(APP | over))) if each.state == "wrong"]


def test_an_app_that_is_as_it_must_be_has_no_fault(check: ModuleType) -> None:
    assert faults(check) == []


def test_keys_of_another_app_are_the_only_fault_that_is_told(check: ModuleType) -> None:
    (fault,) = faults(check, secret="another")  # noqa: S106 - nobody's
    assert fault.startswith("Pusher does not take these keys in the cluster eu: ")
    assert "another" not in fault


def test_a_message_that_is_lost_is_a_fault(check: ModuleType, app: Pusher) -> None:
    app.delivers = False
    assert faults(check) == ["a message that was published did not arrive within 1 s"]


def test_a_stranger_in_a_private_channel_is_a_fault(check: ModuleType, app: Pusher) -> None:
    app.checks_signatures = False
    assert faults(check) == ["a stranger was let into a private channel"]


def test_connections_without_tls_that_are_let_in_are_a_fault(check: ModuleType, app: Pusher) -> None:
    app.forces_tls = False
    assert faults(check) == ["connections without TLS are let in: switch on Force TLS in the app's settings"]


def test_clients_that_may_not_send_are_a_fault(check: ModuleType, app: Pusher) -> None:
    app.client_events = False
    assert faults(check) == ["clients may not send: switch on Client events in the app's settings"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps(APP), "right  the keys are the app's"),
        (json.dumps(APP | {"cluster": None}), "right  the keys are the app's"),
        (
            json.dumps({"key": "1"}),
            f"{NO_KEYS}the secret must be JSON with app_id, key, secret, cluster: put it in once",
        ),
        (
            "s3cret",
            f"{NO_KEYS}the secret must be JSON with app_id, key, secret, cluster: put it in once",
        ),
    ],
    ids=["whole", "an odd cluster", "a part", "no JSON"],
)
def test_the_secret_is_read_and_never_shown(
    check: ModuleType, text: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        made = boto3.client("secretsmanager", region_name="eu-west-1").create_secret(Name="keys", SecretString=text)
        monkeypatch.setattr("sys.argv", ["check_provider.py", made["ARN"]])
        check.main()

    assert capsys.readouterr().out.startswith(f"{said}\n")


def test_a_secret_that_is_not_there_is_one_line(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setattr("sys.argv", ["check_provider.py", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:none"])
    with mock_aws():
        assert check.main() == 1

    assert capsys.readouterr().out.startswith(f"{NO_KEYS}the secret cannot be read: ")
