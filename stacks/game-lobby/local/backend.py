"""Stands in for the backend that the gateway asks: prints each question, and says yes to all.

Write your own answers into `answer`; https://centrifugal.dev/docs/server/proxy describes them.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT = 3000


def answer(question: str, body: dict[str, object]) -> dict[str, object]:
    """Answer one question: `subscribe`, `publish` or `rpc`.

    A refusal is {"error": {"code": 403, "message": "not a member"}}.
    """
    match question:
        case "publish":
            return {"result": {"data": body["data"]}}
        case "rpc":
            return {"result": {"data": {"asked": body["method"]}}}
        case _:
            return {"result": {}}


class Handler(BaseHTTPRequestHandler):
    """Takes the gateway's calls: POST /subscribe, /publish, /rpc."""

    def do_POST(self) -> None:
        """Answer one call."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        question = self.path.strip("/")
        reply = json.dumps(answer(question, body)).encode()
        sys.stdout.write(f"{question} {json.dumps(body)}\n")
        sys.stdout.flush()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        """Say nothing beside what do_POST prints."""


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    ThreadingHTTPServer(("", port), Handler).serve_forever()
