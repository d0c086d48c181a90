"""Supabase's tokens: Realtime's policies read from them which topics the user may join."""

import json

import jwt

from token_endpoint.channels import Allowed
from token_endpoint.refusal import forbidden, unavailable
from token_endpoint.request import Request

SHORTEST_SECRET = 32
"""Bytes: what HMAC with SHA-256 asks for (RFC 7518, 3.2)."""

Answer = dict[str, object]


def issue(
    key: str, _request: Request, user: str | None, channels: Allowed, now: int, life: int
) -> Answer:
    """Sign a token with these topics for the database's policies to read.

    Raises:
        RefusedError: When there is no topic, or the project's secret is not set.

    """
    if not channels:
        raise forbidden("there is no channel that this user may use")
    role = "anon" if user is None else "authenticated"
    claims: Answer = {
        "aud": role,
        "role": role,
        "iat": now,
        "exp": now + life,
        "channels": {name: sorted(may) for name, may in channels.items()},
    }
    if user is not None:
        claims["sub"] = user
    secret, named = _secret(key)
    signed = jwt.encode(claims, secret, algorithm="HS256", headers=named)
    return {"token": signed, "expires": now + life}


def _secret(key: str) -> tuple[str, dict[str, str]]:
    """Read the project's secret for tokens, kept as JSON beside its other keys, and its id.

    The project's first secret has none; with one, two can be in use at a time.
    """
    try:
        given = json.loads(key)
        secret, name = str(given["jwt_secret"]), given.get("kid")
    except (ValueError, LookupError, TypeError, AttributeError):
        secret, name = "", None
    if len(secret.encode()) < SHORTEST_SECRET:
        raise unavailable("the provider's key is not set as it must be")
    return secret, {} if name is None else {"kid": str(name)}
