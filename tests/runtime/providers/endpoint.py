"""A stack's token endpoint behind an address: requests become the events that API Gateway makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from runtime.providers.door import HOST, Quiet, answering
from tokens import calls


@contextmanager
def serving(handler: ModuleType) -> Iterator[str]:
    """The address where tokens are asked for."""

    class Tokens(Quiet):
        def do_POST(self) -> None:  # noqa: N802 - the name that the library calls
            kind = self.headers.get("Content-Type", "application/json")
            answer = handler.handle(calls.event(self.headers.get("Authorization"), self.content(), kind), None)
            self.respond(answer["statusCode"], answer["body"])

    with answering(Tokens) as port:
        yield f"http://{HOST}:{port}/token"
