"""Calls of the token endpoint, as API Gateway makes them, and tokens as a backend and a stranger sign them."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from types import ModuleType
from typing import NamedTuple

import jwt

NOW = int(time.time())
TOKEN_KEY = "t" * 43
ABLY_KEY = "app.key:a-secret-of-ably"
PUSHER_APP = {"app_id": "7", "key": "0123456789abcdef", "secret": "a-secret-of-pusher"}
SUPABASE = {"jwt_secret": "a-secret-of-supabase-of-32-bytes-or-more"}
PROVIDER_KEYS = {"ably": ABLY_KEY, "pusher": json.dumps(PUSHER_APP), "supabase": json.dumps(SUPABASE)}
SECRETS = (TOKEN_KEY, "a-secret-of")
"""What no answer and no log may contain."""

Claims = dict[str, object]


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: Mapping[str, object]


def claims(**over: object) -> Claims:
    """Of user 42, for an hour; None leaves a claim out."""
    complete = {"sub": "42", "exp": NOW + 3_600, **over}
    return {name: value for name, value in complete.items() if value is not None}


def token(key: str = TOKEN_KEY, algorithm: str = "HS256", **over: object) -> str:
    """A user's token, or with `channel` a grant."""
    return jwt.encode(claims(**over), key, algorithm=algorithm)


def event(
    authorization: str | None = None,
    body: str | None = None,
    kind: str = "application/json",
    **over: object,
) -> dict[str, object]:
    """An event in payload format 2.0."""
    headers = {"content-type": kind}
    if authorization is not None:
        headers["authorization"] = authorization
    return {
        "version": "2.0",
        "routeKey": "POST /token",
        "headers": headers,
        "requestContext": {"requestId": "request-1"},
        "body": body,
        "isBase64Encoded": False,
        **over,
    }


def base64_event(authorization: str, content: bytes) -> dict[str, object]:
    """An event whose body API Gateway took for binary."""
    return event(authorization, base64.b64encode(content).decode(), isBase64Encoded=True)


def ask(handler: ModuleType, user: str | None, fields: Mapping[str, object] | None = None) -> Answer:
    """Asks as a client does."""
    bearer = None if user is None else f"Bearer {user}"
    return send(handler, event(bearer, json.dumps(fields or {})))


def send(handler: ModuleType, sent: Mapping[str, object]) -> Answer:
    """Sends an event, and holds the answer to its form."""
    answered = handler.handle(sent, None)
    assert set(answered) == {"statusCode", "headers", "body"}
    assert answered["headers"] == {"content-type": "application/json", "cache-control": "no-store"}
    body = json.loads(answered["body"])
    assert isinstance(body, dict)
    if answered["statusCode"] != 200:
        assert set(body) == {"error"}
        assert set(body["error"]) == {"code", "message"}
        assert len(answered["body"]) < 200
        assert "Traceback" not in answered["body"]
    return Answer(answered["statusCode"], body)
