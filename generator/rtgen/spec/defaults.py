"""Every default of a spec, in one table; `rtgen schema` tells them beside the keys."""

from __future__ import annotations

from fractions import Fraction

from rtgen.domain.vocabulary import Communication, Kind, Offline, Ordering, Publisher, RateUnit, Scope, Sync
from rtgen.record import NamedTuple

RECOVERY_WINDOW_S = 300
"""History where a feature says nothing: long enough for a deployment or a tunnel, see design section 3."""


class Preset(NamedTuple):
    """What a feature is where it says nothing else. Members None: all users of the feature."""

    communication: Communication
    scope: Scope
    members: int | None
    max_members: int | None
    per_user: int
    rate: Fraction
    per: RateUnit
    size: int
    by: Publisher
    history: int | None = RECOVERY_WINDOW_S
    freshness: Fraction | None = None
    ordering: Ordering = Ordering.NONE
    offline: Offline = Offline.DROP


_C, _K, _S, _U, _P = Communication, Kind, Scope, RateUnit, Publisher
_MINUTE, _HOUR = 60, 3_600

KINDS: dict[Kind, Preset] = {
    _K.NOTIFICATIONS: Preset(_C.SERVER_TO_CLIENT, _S.USER, 1, 1, 1, Fraction(6, _HOUR), _U.USER, 1_024, _P.SERVER),
    _K.LIVE_FEED: Preset(_C.SERVER_TO_CLIENT, _S.TOPIC, None, None, 1, Fraction(1), _U.CHANNEL, 1_024, _P.SERVER),
    _K.DASHBOARD: Preset(
        _C.SERVER_TO_CLIENT, _S.TOPIC, None, None, 1, Fraction(12, _MINUTE), _U.CHANNEL, 2_048, _P.SERVER
    ),
    _K.CHAT: Preset(
        _C.BIDIRECTIONAL, _S.ROOM, 8, 200, 3, Fraction(3, _MINUTE), _U.USER, 1_024, _P.CLIENT,
        ordering=Ordering.CHANNEL, offline=Offline.QUEUE,
    ),
    _K.GAMING: Preset(
        _C.BIDIRECTIONAL, _S.ROOM, 10, 100, 1, Fraction(10), _U.USER, 256, _P.CLIENT, ordering=Ordering.CHANNEL
    ),
    _K.COLLABORATION: Preset(
        _C.BIDIRECTIONAL, _S.ROOM, 5, 50, 1, Fraction(1), _U.USER, 1_024, _P.CLIENT, ordering=Ordering.CHANNEL
    ),
    _K.EMAIL_STATUS: Preset(
        _C.INFREQUENT, _S.USER, 1, 1, 1, Fraction(2, _HOUR), _U.USER, 512, _P.SERVER, freshness=Fraction(300)
    ),
    _K.ORDER_TRACKING: Preset(
        _C.INFREQUENT, _S.USER, 1, 1, 1, Fraction(6, _HOUR), _U.USER, 512, _P.SERVER, freshness=Fraction(60)
    ),
    _K.DOCUMENT_EDITING: Preset(
        _C.COLLABORATIVE_EDITING, _S.DOCUMENT, 4, 50, 1, Fraction(2), _U.USER, 512, _P.CLIENT, offline=Offline.QUEUE
    ),
    _K.PRESENCE: Preset(_C.PRESENCE, _S.ROOM, 20, 200, 3, Fraction(2, _HOUR), _U.USER, 128, _P.CLIENT, history=None),
    _K.TYPING: Preset(_C.PRESENCE, _S.ROOM, 8, 200, 1, Fraction(6, _MINUTE), _U.USER, 64, _P.CLIENT, history=None),
}  # fmt: skip

COMMUNICATIONS: dict[Communication, Preset] = {
    communication: Preset(
        communication, _S.USER, 1, 1, 1, Fraction(1, _MINUTE), _U.USER, 1_024,
        _P.SERVER if communication in (_C.SERVER_TO_CLIENT, _C.INFREQUENT) else _P.CLIENT,
        history=None if communication is _C.PRESENCE else RECOVERY_WINDOW_S,
        freshness=Fraction(60) if communication is _C.INFREQUENT else None,
    )
    for communication in Communication
}  # fmt: skip
"""For a feature that gives `communication` instead of a kind."""

SCOPE_MEMBERS: dict[Scope, tuple[int | None, int | None]] = {
    _S.USER: (1, 1),
    _S.ROOM: (8, 200),
    _S.TOPIC: (None, None),
    _S.DOCUMENT: (4, 50),
    _S.GLOBAL: (None, None),
}
"""Members and most members of a channel whose scope is not its preset's."""

SYNC = Sync.CRDT
REGION = "us-east-1"
CONTEXT = ".claude/outputs"
MEAN = Fraction(3, 10)
USERS_PER_ADDRESS = 500
LARGE_SCALE_CONNECTIONS = 100_000
CLIENT = "centrifuge-js"
GATEWAY_PORT = 8_000
GATEWAY_HEALTH = "/health"
INTERNAL_PORT = 9_000
METRICS_PATH = "/metrics"
METRICS_CONNECTIONS = "gateway_connections"
METRICS_ACCEPTED = "gateway_connections_accepted_total"
METRICS_MESSAGES = "gateway_messages_sent_total"
REDIS_PORT = 6_379
API_PATH = "/realtime/token"
PROTECTED = frozenset({"prod", "production"})
"""Environments that are protected unless they say otherwise."""
ENVIRONMENTS: dict[str, str] = {"dev": "10%", "prod": "100%"}
"""Where a spec names none: their scales."""
