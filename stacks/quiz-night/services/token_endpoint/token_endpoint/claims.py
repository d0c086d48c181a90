"""Reads a verified token's claims."""

from collections.abc import Mapping
from typing import NamedTuple

from token_endpoint.channels import is_id
from token_endpoint.refusal import forbidden, unauthorized

MOST_CHANNELS = 64
"""In a user's token; policy."""


class User(NamedTuple):
    """Who asks, as far as a token proves it."""

    id: str | None
    """None for someone unknown."""
    channels: tuple[str, ...]
    """That the token itself grants."""
    expires: int | None
    """Seconds since 1970; None for someone unknown."""


UNKNOWN = User(None, (), None)


def user(claims: Mapping[str, object]) -> User:
    """Read who a token is about.

    Raises:
        RefusedError: When it names nobody, or is a grant for one channel.

    """
    if "channel" in claims:
        raise unauthorized("a grant does not say who the user is")
    channels = claims.get("channels", [])
    if not isinstance(channels, list) or not all(isinstance(each, str) for each in channels):
        raise unauthorized("the token's channels are not a list")
    if len(channels) > MOST_CHANNELS:
        raise unauthorized(f"the token may name {MOST_CHANNELS} channels at most")
    return User(_subject(claims), tuple(channels), _expiry(claims))


def grant(claims: Mapping[str, object], of: User) -> tuple[str, int]:
    """Read the channel that a grant opens, and until when.

    Raises:
        RefusedError: When it is another user's, or names no channel.

    """
    channel = claims.get("channel")
    if not isinstance(channel, str):
        raise unauthorized("a grant must name a channel")
    if of.id is None or _subject(claims) != of.id:
        raise forbidden("a grant is another user's")
    return channel, _expiry(claims)


def _subject(claims: Mapping[str, object]) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not is_id(subject):
        raise unauthorized("the token's sub cannot stand in a channel's name")
    return subject


def _expiry(claims: Mapping[str, object]) -> int:
    expiry = claims.get("exp")
    if isinstance(expiry, bool) or not isinstance(expiry, int | float):
        raise unauthorized("the token's exp is not a number")
    return int(expiry)
