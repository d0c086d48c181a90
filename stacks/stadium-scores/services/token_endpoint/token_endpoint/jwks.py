"""Verifies what the identity provider signed with one of the keys that it publishes (JWKS)."""

import json
import time
from collections.abc import Callable, Mapping
from urllib.request import urlopen

import jwt

from token_endpoint.refusal import unauthorized, unavailable

URL = "https://login.example.com/.well-known/jwks.json"
ISSUER: str | None = "https://login.example.com/"
AUDIENCE: str | None = "live"
ALGORITHMS = ("RS256", "ES256")
"""A token does not choose it: the published key says which of them it is for."""
LEEWAY_S = 5
"""Between the clocks of the identity provider and of this function; policy."""
LIFE_S = 600
"""How long the published keys are kept; policy."""
PAUSE_S = 30
"""The least time between two reads, however many unknown keys tokens name; policy."""
TIMEOUT_S = 3
LARGEST = 64 * 1024


def fetched() -> object:
    """Read what the identity provider publishes."""
    with urlopen(URL, timeout=TIMEOUT_S) as answer:
        return json.loads(answer.read(LARGEST))


class PublishedKeys:
    """The keys of the identity provider; during a rotation it publishes the old and the new one."""

    def __init__(
        self,
        fetch: Callable[[], object] = fetched,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._read_at: float | None = None
        self._keys: dict[str, jwt.PyJWK] = {}

    def key(self, name: str) -> jwt.PyJWK | None:
        """Find a key by its id; None where it is not published.

        Raises:
            RefusedError: When no keys can be read.

        """
        age = float("inf") if self._read_at is None else self._clock() - self._read_at
        if age >= LIFE_S or (name not in self._keys and age >= PAUSE_S):
            self._read()
        return self._keys.get(name)

    def _read(self) -> None:
        # Also after a failure: an identity provider that is down is not asked for every request.
        self._read_at = self._clock()
        try:
            published = self._fetch()
            found = jwt.PyJWKSet.from_dict(published if isinstance(published, dict) else {})
        except (OSError, ValueError, jwt.PyJWTError) as error:
            if not self._keys:
                self._read_at = None
                raise unavailable("the identity provider's keys cannot be read") from error
            return
        self._keys = {
            key.key_id: key
            for key in found.keys
            if key.key_id is not None and key.algorithm_name in ALGORITHMS
        }


def verified(token: str, keys: PublishedKeys) -> Mapping[str, object]:
    """Return the claims of a token that a published key signed for this audience.

    Raises:
        RefusedError: When none did, or it does not hold now.

    """
    try:
        name = jwt.get_unverified_header(token).get("kid")
        key = keys.key(name) if isinstance(name, str) else None
        if key is None:
            raise unauthorized("a token names no key that is published")
        claims: Mapping[str, object] = jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            leeway=LEEWAY_S,
            issuer=ISSUER,
            audience=AUDIENCE,
            options={
                "require": ["exp", "sub"],
                # Without an audience in the spec the issuer alone counts.
                "verify_aud": AUDIENCE is not None,
            },
        )
    except jwt.InvalidSignatureError:
        raise unauthorized("a token's signature is wrong") from None
    except jwt.ExpiredSignatureError:
        raise unauthorized("a token has expired") from None
    except (jwt.PyJWTError, ValueError, RecursionError, OverflowError):
        raise unauthorized("a token does not hold here") from None
    return claims
