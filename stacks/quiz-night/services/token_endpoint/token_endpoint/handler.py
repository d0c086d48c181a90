"""The function: reads a request, asks who it is, and answers with a token or a reason."""

import json
import os
import sys
import time
from collections.abc import Mapping

import boto3  # type: ignore[import-untyped, import-not-found, unused-ignore]

from token_endpoint import channels, claims, provider, request, signed
from token_endpoint.keys import Keys
from token_endpoint.refusal import RefusedError, unauthorized

LIFE_S = 600
"""Of a token, in seconds; the user's own token and its grants may end it sooner. Policy, and
Ably's least advice."""

Answer = dict[str, object]

_secrets = boto3.client("secretsmanager")
PROVIDER_KEY = Keys(_secrets, os.environ["PROVIDER_KEY_ARN"])
TOKEN_KEYS = Keys(_secrets, os.environ["TOKEN_KEY_ARN"])


def handle(event: Mapping[str, object], _context: object) -> Answer:
    """Answer one request of API Gateway."""
    try:
        status, body = 200, issue(event, int(time.time()))
        reason = "issued"
    except RefusedError as refused:
        status, reason = refused.status, refused.message
        body = {"error": {"code": refused.code, "message": refused.message}}
    except Exception as error:
        # The log gets the kind of error alone: its message may quote a token.
        status, reason = 500, type(error).__name__
        body = {"error": {"code": "internal", "message": "the request could not be answered"}}
    _log(event, status, reason)
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", "cache-control": "no-store"},
        "body": json.dumps(body),
    }


def issue(event: Mapping[str, object], now: int) -> Answer:
    """Let a user into the channels that the features and the user's tokens allow.

    Raises:
        RefusedError: With the reason, when that is none, or nobody.

    """
    asked = request.read(event)
    user = _user(asked)
    ends = [now + LIFE_S] + ([] if user.expires is None else [user.expires])
    granted = list(user.channels)
    for token in asked.grants:
        channel, expires = claims.grant(signed.verified(token, TOKEN_KEYS), user)
        granted.append(channel)
        ends.append(expires)
    life = min(ends) - now
    if life <= 0:
        # Within the leeway of the clocks, but nothing can be issued for it.
        raise unauthorized("a token has expired")
    allowed = channels.allowed(user.id, granted)
    return provider.issue(PROVIDER_KEY.current(), asked, user.id, allowed, now, life)


def _user(asked: request.Request) -> claims.User:
    if asked.token is None:
        raise unauthorized("the Authorization header is missing")
    return claims.user(signed.verified(asked.token, TOKEN_KEYS))


def _log(event: Mapping[str, object], status: int, reason: str) -> None:
    """Write one line of JSON: no token, no key, nobody's name."""
    context = event.get("requestContext")
    request_id = context.get("requestId") if isinstance(context, Mapping) else None
    line = {"request": request_id, "status": status, "reason": reason}
    sys.stdout.write(json.dumps(line) + "\n")
