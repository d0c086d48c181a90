"""The closed sets of words that a spec and a plan are made of."""

from __future__ import annotations

from enum import StrEnum


class Communication(StrEnum):
    """Who talks to whom; the first branch of the transport decision tree."""

    SERVER_TO_CLIENT = "server-to-client"
    BIDIRECTIONAL = "bidirectional"
    INFREQUENT = "infrequent"
    COLLABORATIVE_EDITING = "collaborative-editing"
    PRESENCE = "presence"


class Kind(StrEnum):
    """Presets of a communication pattern and of the defaults that go with it."""

    NOTIFICATIONS = "notifications"
    LIVE_FEED = "live-feed"
    DASHBOARD = "dashboard"
    CHAT = "chat"
    GAMING = "gaming"
    COLLABORATION = "collaboration"
    EMAIL_STATUS = "email-status"
    ORDER_TRACKING = "order-tracking"
    DOCUMENT_EDITING = "document-editing"
    PRESENCE = "presence"
    TYPING = "typing"


class Scope(StrEnum):
    """What one channel stands for."""

    USER = "user"
    ROOM = "room"
    TOPIC = "topic"
    DOCUMENT = "document"
    GLOBAL = "global"


class Access(StrEnum):
    """Who may subscribe to a channel, and who decides it."""

    OWN = "own"
    TOKEN = "token"  # noqa: S105 - a word of the spec, not a secret
    PROXY = "proxy"
    PUBLIC = "public"


class Publisher(StrEnum):
    """Who publishes into a feature's channels."""

    SERVER = "server"
    CLIENT = "client"


class RateUnit(StrEnum):
    """What a publish rate is counted for."""

    USER = "user"
    CHANNEL = "channel"
    FEATURE = "feature"


class Ordering(StrEnum):
    """Within what the order of messages must hold."""

    NONE = "none"
    CHANNEL = "channel"
    GLOBAL = "global"


class Delivery(StrEnum):
    """What happens to a message whose receiver was away."""

    AT_MOST_ONCE = "at-most-once"
    AT_LEAST_ONCE = "at-least-once"


class Offline(StrEnum):
    """What becomes of what a user sends while offline."""

    QUEUE = "queue"
    DROP = "drop"


class Sync(StrEnum):
    """How concurrent edits of one document are reconciled."""

    CRDT = "crdt"
    OT = "ot"


class Transport(StrEnum):
    """How a client receives; the values are the words of the spec."""

    WEBSOCKET = "websocket"
    SSE = "sse"
    LONG_POLLING = "long-polling"
    SHORT_POLLING = "short-polling"


class Tier(StrEnum):
    """The scale at which the gateway runs."""

    SINGLE = "single"
    MULTI = "multi"
    MANAGED = "managed"


class RedisMode(StrEnum):
    """How Redis carries messages between gateways."""

    SINGLE_NODE = "single-node"
    REPLICATED = "replicated"
    CLIENT_SHARDED = "client-sharded"
    CLUSTER = "cluster"


class Pattern(StrEnum):
    """The architecture patterns of the seed document; they add up."""

    PUB_SUB = "pub-sub"
    FAN_OUT = "fan-out"
    REQUEST_RESPONSE = "request-response"
    EVENT_SOURCING = "event-sourcing"
    ROOM_BASED = "room-based"


class Provider(StrEnum):
    """Managed real-time services."""

    ABLY = "ably"
    PUSHER = "pusher"
    SUPABASE = "supabase"


class Managed(StrEnum):
    """Whether a managed provider may, must or must not be chosen."""

    ALLOW = "allow"
    AVOID = "avoid"
    REQUIRE = "require"


class Availability(StrEnum):
    """What must survive the loss of an availability zone without a visible gap."""

    STANDARD = "standard"
    HIGH = "high"
