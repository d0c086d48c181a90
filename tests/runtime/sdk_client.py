"""The client SDK in Node.js, as a page would use it; the test is its backend."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rtgen.plan.model import JsonObject
from runtime import tools
from runtime.gateway import token

USER = "ann"
EVENT_S = 30


class Client:
    """The SDK in a process of its own; the test is its backend and signs its tokens."""

    def __init__(self, process: subprocess.Popen[str], channel: str) -> None:
        self._process = process
        self._channel = channel
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()
        self.seen: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))

    def end(self) -> None:
        """Ends the process, and reads to the end of what it said: whoever closes that first breaks the reader."""
        self._process.kill()
        self._reader.join()

    def until(self, event: str) -> dict[str, Any]:
        """The next event of this name; tokens that are asked for meanwhile are given."""
        deadline = time.monotonic() + EVENT_S
        while True:
            found = self._events.get(timeout=max(0.1, deadline - time.monotonic()))
            self.seen.append(found)
            if found["event"] == "token":
                self._give(found["of"])
            if found["event"] == event:
                return found

    def _give(self, kind: str) -> None:
        """Signs what the contract asks for: a connection token opens a connection for two minutes at most."""
        signed = (
            token(USER, ttl=3_600, channel=self._channel)
            if kind == "subscription"
            else token(USER, ttl=120, expire_at=int(time.time()) + 3_600)
        )
        assert self._process.stdin is not None
        self._process.stdin.write(signed + "\n")
        self._process.stdin.flush()

    def asked(self, of: str) -> int:
        """How many tokens of a kind were asked for."""
        return sum(1 for each in self.seen if each["event"] == "token" and each["of"] == of)


@contextmanager
def client(contract: JsonObject, url: str, connection: str, channel: str, folder: Path) -> Iterator[Client]:
    """A client of one of the contract's connections, subscribed to one channel."""
    file = folder / "client-contract.json"
    file.write_text(json.dumps(contract), encoding="utf-8")
    script = Path(__file__).parent / "sdk" / "client.mjs"
    process = subprocess.Popen(
        [tools.node(), script, file, url, connection, channel, tools.sdk()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        page = Client(process, channel)
        try:
            yield page
        finally:
            page.end()
