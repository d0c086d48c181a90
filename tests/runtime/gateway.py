"""The real gateway, started with a rendered configuration on free loopback ports."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import jwt

from rtgen.plan.model import JsonObject
from runtime import tools

SECRET = "a-secret-of-tests-with-more-than-32-bytes"  # noqa: S105 - of this test alone
API_KEY = "a-key-of-tests"
START_S = 10
SECRETS = {"CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY": SECRET, "CENTRIFUGO_HTTP_API_KEY": API_KEY}
"""What a stack gives the gateway by environment, beside sizes and addresses."""


def free_port() -> int:
    """A loopback port that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until a process listens on a loopback port. Raises RuntimeError when it does not."""
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"nothing listens on {port}")


def check(config: JsonObject, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`centrifugo checkconfig` with these options."""
    file = folder / "config.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    return subprocess.run(
        [tools.centrifugo(), "checkconfig", *options, "-c", file], capture_output=True, text=True, check=False, env={}
    )


def token(user: str = "42", *, ttl: int = 60, key: str = SECRET, **claims: object) -> str:
    """A token as a backend signs it: of a connection, or with `channel` of a subscription."""
    return jwt.encode({"sub": user, "exp": int(time.time()) + ttl, **claims}, key, "HS256")


@dataclass
class Gateway:
    """One running process, addressed as clients and as publishers reach it."""

    process: subprocess.Popen[bytes]
    port: int
    internal_port: int
    log: Path
    config: Path
    env: Mapping[str, str] = field(repr=False)

    @property
    def url(self) -> str:
        """What a stack exports as `url`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def internal(self) -> str:
        """What a stack exports as `publish_url`."""
        return f"http://127.0.0.1:{self.internal_port}"

    def api(self, method: str, **body: object) -> tuple[int, JsonObject]:
        """Calls the publishers' API; the status and the answer."""
        request = urllib.request.Request(  # noqa: S310 - http on loopback
            f"{self.internal}/api/{method}",
            json.dumps(body).encode(),
            {"X-API-Key": API_KEY, "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.loads(refused.read() or b"{}")

    def get(self, path: str, *, internal: bool = True) -> tuple[int, str]:
        """Reads an address of the internal port, or of the clients'; the status and the text."""
        base = self.internal if internal else self.url
        try:
            with urllib.request.urlopen(base + path, timeout=5) as answer:  # noqa: S310 - http on loopback
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, ""

    def publish(self, channel: str, data: object) -> None:
        """Publishes as the backend does."""
        status, answer = self.api("publish", channel=channel, data=data)
        assert (status, "error" in answer) == (200, False), answer

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Sends the signal; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=40)


@contextmanager
def started(
    config: JsonObject | Path,
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] = SECRETS,
    ports: tuple[int, int] | None = None,
) -> Iterator[Gateway]:
    """The gateway with a configuration, or with the file of one; stopped at the end.

    Ports and addresses are the container's own business, so they are set from outside. `env` is what the container
    adds beside its secrets.
    """
    port, internal = ports or (free_port(), free_port())
    file = config if isinstance(config, Path) else folder / f"config-{port}.json"
    if not isinstance(config, Path):
        file.write_text(json.dumps(config), encoding="utf-8")
    log = folder / f"gateway-{port}.log"
    complete = {
        **secrets,
        "CENTRIFUGO_HTTP_SERVER_ADDRESS": "127.0.0.1",
        "CENTRIFUGO_HTTP_SERVER_PORT": str(port),
        "CENTRIFUGO_HTTP_SERVER_INTERNAL_ADDRESS": "127.0.0.1",
        "CENTRIFUGO_HTTP_SERVER_INTERNAL_PORT": str(internal),
        "PATH": os.environ["PATH"],
        **(env or {}),
    }
    with log.open("ab") as output:
        process = subprocess.Popen(
            [tools.centrifugo(), "-c", file], stdout=output, stderr=subprocess.STDOUT, env=complete
        )
    gateway = Gateway(process, port, internal, log, file, complete)
    try:
        _await(gateway)
        yield gateway
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=10)


def _await(gateway: Gateway) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and gateway.process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{gateway.internal}/health", timeout=1) as answer:  # noqa: S310
            if answer.status == 200:
                return
        time.sleep(0.02)
    raise RuntimeError("the gateway did not start:\n" + gateway.log.read_text(encoding="utf-8"))
