"""What a client does about each close code and each error of the gateway.

Centrifugo 6.9.1 sends them (reference: centrifugal.dev/docs/server/codes); centrifuge-js 5.8.0 acts on the ranges by
itself. The tables are for clients of another SDK, and for what the application is told.
"""

from typing import Literal

from rtgen.record import NamedTuple


class CodeRange(NamedTuple):
    """A range of codes, both ends included."""

    first: int
    last: int
    action: Literal["reconnect", "resubscribe", "stop"]
    meaning: str


class ErrorCode(NamedTuple):
    """An error in the reply to a command; the connection stays."""

    code: int
    action: Literal["retry", "new-token", "resync", "stop"]
    meaning: str


CLOSE_CODES = (
    CodeRange(1000, 1008, "reconnect", "the connection ended on the way: network, idle timeout, load balancer"),
    CodeRange(1009, 1009, "stop", "a message from the client was larger than the gateway takes"),
    CodeRange(1010, 2999, "reconnect", "the connection ended on the way"),
    CodeRange(3000, 3000, "reconnect", "connection closed"),
    CodeRange(3001, 3001, "reconnect", "shutdown of this gateway, as in a deployment"),
    CodeRange(3002, 3007, "reconnect", "internal error (3004), or a token that was not renewed (3005, 3006)"),
    CodeRange(3008, 3008, "reconnect", "too slow a reader: more waited than the gateway keeps for one client"),
    CodeRange(3009, 3009, "reconnect", "write error"),
    CodeRange(3010, 3010, "reconnect", "messages were lost on this connection; the next one recovers them"),
    CodeRange(3011, 3011, "reconnect", "the gateway asks for a new connection"),
    CodeRange(3012, 3012, "reconnect", "no pong came in time"),
    CodeRange(3013, 3499, "reconnect", "too many requests (3013), or state that is no longer valid (3014)"),
    CodeRange(3500, 3500, "stop", "invalid token, or a subscription token of another user or channel"),
    CodeRange(3501, 3503, "stop", "bad request (3501), no connect command (3502), forced by the backend (3503)"),
    CodeRange(3504, 3504, "stop", "the user has too many connections"),
    CodeRange(3505, 3999, "stop", "channel limit (3505), permission denied (3507), too many errors (3509)"),
    CodeRange(4000, 4499, "reconnect", "the backend's own, by a proxy"),
    CodeRange(4500, 4999, "stop", "the backend's own, by a proxy"),
)

UNSUBSCRIBE_CODES = (
    CodeRange(2000, 2499, "stop", "the backend, or the end of a right, took the user out of the channel"),
    CodeRange(2500, 2999, "resubscribe", "messages were lost (2500); subscribing again recovers them"),
)
"""In pushes that end one subscription; the connection stays."""

ERRORS = (
    ErrorCode(100, "retry", "internal error, such as Redis or the backend out of reach"),
    ErrorCode(101, "stop", "unauthorized"),
    ErrorCode(102, "stop", "unknown channel: no feature has this namespace"),
    ErrorCode(103, "stop", "permission denied"),
    ErrorCode(104, "stop", "method not found: the feature answers no calls"),
    ErrorCode(105, "stop", "already subscribed on this connection"),
    ErrorCode(106, "stop", "more channels than one connection may have"),
    ErrorCode(107, "stop", "bad request, such as a channel name that the namespace does not allow"),
    ErrorCode(108, "stop", "not available: the feature does not do this"),
    ErrorCode(109, "new-token", "the token expired"),
    ErrorCode(110, "new-token", "the subscription expired"),
    ErrorCode(111, "retry", "too many requests"),
    ErrorCode(112, "resync", "the position is not in the history any more"),
)
