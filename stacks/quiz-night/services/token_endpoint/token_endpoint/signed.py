"""Verifies what the backend signed with the secret that it shares with this stack (HMAC)."""

from collections.abc import Mapping

import jwt

from token_endpoint.keys import Keys
from token_endpoint.refusal import unauthorized

ALGORITHM = "HS256"
"""A token does not choose it."""
LEEWAY_S = 5
"""Between the clocks of the backend and of this function; policy."""


def verified(token: str, keys: Keys) -> Mapping[str, object]:
    """Return the claims of a token that one of the accepted keys signed.

    Raises:
        RefusedError: When none did, or it does not hold now.

    """
    claims = _by_one_of(token, keys)
    if claims is None and keys.renewed():
        claims = _by_one_of(token, keys)
    if claims is None:
        raise unauthorized("a token's signature is wrong")
    return claims


def _by_one_of(token: str, keys: Keys) -> Mapping[str, object] | None:
    for key in keys.accepted():
        try:
            claims: Mapping[str, object] = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                leeway=LEEWAY_S,
                options={"require": ["exp", "sub"]},
            )
        except jwt.InvalidSignatureError:
            continue
        except jwt.ExpiredSignatureError:
            raise unauthorized("a token has expired") from None
        except (jwt.PyJWTError, ValueError, RecursionError, OverflowError):
            raise unauthorized("a token does not hold here") from None
        return claims
    return None
