"""What a client does about each close code and each error of the gateway.

Centrifugo 6.9.1 sends them (reference: centrifugal.dev/docs/server/codes); centrifuge-js 5.8.0 acts on the ranges by
itself. The tables are for clients of another SDK, and for what the application is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CloseCodes:
    """A range of close codes, both ends included."""

    first: int
    last: int
    action: Literal["reconnect", "stop"]
    meaning: str


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """An error in the reply to a command; the connection stays."""

    code: int
    action: Literal["retry", "new-token", "resync", "stop"]
    meaning: str


CLOSE_CODES = (
    CloseCodes(1000, 1008, "reconnect", "the connection ended on the way: network, idle timeout, load balancer"),
    CloseCodes(1009, 1009, "stop", "a message from the client was larger than the gateway takes"),
    CloseCodes(1010, 2999, "reconnect", "the connection ended on the way"),
    CloseCodes(3000, 3000, "reconnect", "connection closed"),
    CloseCodes(3001, 3001, "reconnect", "shutdown of this gateway, as in a deployment"),
    CloseCodes(3002, 3007, "reconnect", "internal error (3004), or a token that was not renewed (3005, 3006)"),
    CloseCodes(3008, 3008, "reconnect", "too slow a reader: more waited than the gateway keeps for one client"),
    CloseCodes(3009, 3009, "reconnect", "write error"),
    CloseCodes(3010, 3010, "reconnect", "messages were lost on this connection; the next one recovers them"),
    CloseCodes(3011, 3011, "reconnect", "the gateway asks for a new connection"),
    CloseCodes(3012, 3012, "reconnect", "no pong came in time"),
    CloseCodes(3013, 3499, "reconnect", "too many requests (3013), or state that is no longer valid (3014)"),
    CloseCodes(3500, 3500, "stop", "invalid token, or a subscription token of another user or channel"),
    CloseCodes(3501, 3503, "stop", "bad request (3501), no connect command (3502), forced by the backend (3503)"),
    CloseCodes(3504, 3504, "stop", "the user has too many connections"),
    CloseCodes(3505, 3999, "stop", "channel limit (3505), permission denied (3507), too many errors (3509)"),
    CloseCodes(4000, 4499, "reconnect", "the backend's own, by a proxy"),
    CloseCodes(4500, 4999, "stop", "the backend's own, by a proxy"),
)

ERRORS = (
    ErrorCode(100, "retry", "internal error, such as Redis or the backend out of reach"),
    ErrorCode(101, "stop", "unauthorized"),
    ErrorCode(102, "stop", "unknown channel: no feature has this namespace"),
    ErrorCode(103, "stop", "permission denied"),
    ErrorCode(105, "stop", "already subscribed on this connection"),
    ErrorCode(106, "stop", "more channels than one connection may have"),
    ErrorCode(107, "stop", "bad request, such as a channel name that the namespace does not allow"),
    ErrorCode(108, "stop", "not available: the feature does not do this"),
    ErrorCode(109, "new-token", "the token expired"),
    ErrorCode(110, "new-token", "the subscription expired"),
    ErrorCode(111, "retry", "too many requests"),
    ErrorCode(112, "resync", "the position is not in the history any more"),
)
