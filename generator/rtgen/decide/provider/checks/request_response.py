"""Whether a client asks and is answered over the same connection."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features


def check(asked: Asked) -> Iterator[Misfit]:
    """Where a provider knows no request, clients ask your API, and the answer comes by HTTP or to their own channel."""
    replies, source = asked.service.abilities.replies
    if asked.need.requests and not replies:
        text = f"{asked.service.title} documents no request over the connection: clients ask your API by HTTP."
        path = "request_response"
        yield of_features(Verdict.LOSES, "request and response", asked.need.requests, path, text, source)
