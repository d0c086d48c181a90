"""A backend that the gateway's proxies ask, on a free loopback port."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rtgen.plan.model import JsonObject

Answer = Callable[[str, JsonObject], JsonObject]
"""From the question (`publish`, `rpc`, `subscribe`) and its body to the reply."""


@dataclass
class Backend:
    """One running server, and what it was asked."""

    url: str
    asked: list[tuple[str, JsonObject, str]] = field(default_factory=list)
    """Question, body, and the header by which the gateway proves itself."""

    def env(self, *proxies: str) -> dict[str, str]:
        """What a stack tells the gateway's container."""
        return {f"CENTRIFUGO_PROXIES_{name.upper()}_ENDPOINT": f"{self.url}/{name}" for name in proxies} | {
            f"CENTRIFUGO_PROXIES_{name.upper()}_HTTP_STATIC_HEADERS": '{"X-Gateway-Key":"a-key"}' for name in proxies
        }


@contextmanager
def started(answer: Answer) -> Iterator[Backend]:
    """A backend that answers like this."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            question = self.path.strip("/")
            backend.asked.append((question, body, self.headers.get("X-Gateway-Key", "")))
            reply = json.dumps(answer(question, body)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    backend = Backend(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield backend
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
