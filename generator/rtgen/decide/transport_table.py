"""The transport table: one ordered list of rows, the first that matches wins.

The order is the design: a document that is edited together is also bidirectional, and must not stop there.
"""

from __future__ import annotations

from collections.abc import Callable

from rtgen.decide import sources
from rtgen.decide.decision import Rejected, Source
from rtgen.decide.limits import LONG_POLLING_FRESHNESS
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Communication, Transport
from rtgen.record import NamedTuple

FORCED = Rule(
    "RT301",
    "The spec forces the transport",
    Severity.INFO,
    "A team may know what the table cannot: an old client, a network, a contract. Its reason stays with the decision.",
)
COLLABORATIVE = Rule(
    "RT302",
    "Collaborative editing: WebSocket with CRDT or OT",
    Severity.INFO,
    "Many small edits go both ways at once, and a sync algorithm makes the copies converge.",
)
PRESENCE = Rule(
    "RT303",
    "Presence: WebSocket with a heartbeat",
    Severity.INFO,
    "Who is online follows from the connection itself: pings, a timeout, and a broadcast of each change.",
)
BIDIRECTIONAL = Rule(
    "RT304",
    "Both sides send, or clients ask and are answered: WebSocket",
    Severity.INFO,
    "One full-duplex connection carries both directions without a request for each message.",
)
SERVER_TO_CLIENT = Rule(
    "RT305",
    "Only the server sends: Server-Sent Events",
    Severity.INFO,
    "Plain HTTP that proxies and HTTP/2 carry, and that reconnects by itself; no second direction is needed.",
)
FRESH = Rule(
    "RT306",
    "Infrequent updates that must be seen within a minute: long polling",
    Severity.INFO,
    "A held request answers when there is something to say, without a stream to keep alive.",
)
RARE = Rule(
    "RT307",
    "Infrequent updates that may be older than a minute: short polling",
    Severity.INFO,
    "Asking twice within the freshness is the simplest that works everywhere, and holds no connection.",
)
MISMATCH = Rule(
    "RT308",
    "The forced transport is not what the table gives",
    Severity.WARNING,
    "The table's transport fits the feature's communication better; forcing another costs latency, load or both.",
)
SPOKEN = Rule(
    "RT309",
    "Your own gateway does not speak what fits best: what it does speak",
    Severity.INFO,
    "A client reaches a server only over what the server speaks; the first that pushes is taken, then what asks.",
)
RULES = (FORCED, COLLABORATIVE, PRESENCE, BIDIRECTIONAL, SERVER_TO_CLIENT, FRESH, RARE, MISMATCH, SPOKEN)


class Row(NamedTuple):
    """One row of the table."""

    rule: Rule
    when: Callable[[Feature], bool]
    transport: Transport
    because: str
    reads: tuple[str, ...]
    """Paths of the values that the row read."""
    rejected: tuple[Rejected, ...]
    sources: tuple[Source, ...]


def _rejected(reasons: dict[Transport, str]) -> tuple[Rejected, ...]:
    return tuple(Rejected(transport.value, reason) for transport, reason in reasons.items())


TABLE = (
    Row(
        COLLABORATIVE,
        lambda feature: feature.communication is Communication.COLLABORATIVE_EDITING,
        Transport.WEBSOCKET,
        "Several users edit one document at once; their edits must reach each other within a keystroke or two.",
        ("communication", "sync"),
        _rejected(
            {
                Transport.SSE: "It carries only the server's half of an exchange of edits.",
                Transport.LONG_POLLING: "Each edit would cost a request, and concurrent edits would pile up meanwhile.",
                Transport.SHORT_POLLING: "Copies would differ for as long as the interval.",
            }
        ),
        (sources.MDN_WEBSOCKETS, sources.RFC_6455, sources.YJS, sources.HOCUSPOCUS, sources.SHAREDB),
    ),
    Row(
        PRESENCE,
        lambda feature: feature.communication is Communication.PRESENCE,
        Transport.WEBSOCKET,
        "Who is online is known from a connection that both sides keep alive; its end is the news.",
        ("communication",),
        _rejected(
            {
                Transport.SSE: "Its stream shows the server a lost client only when a write fails; each status would "
                "need a request of its own.",
                Transport.LONG_POLLING: "Between two polls nobody is connected, so absence means nothing.",
                Transport.SHORT_POLLING: "Being online would be as old as the interval.",
            }
        ),
        (sources.MDN_WEBSOCKETS, sources.RFC_6455, sources.CENTRIFUGO_PRESENCE),
    ),
    Row(
        BIDIRECTIONAL,
        lambda feature: feature.communication is Communication.BIDIRECTIONAL or feature.request_response,
        Transport.WEBSOCKET,
        "Clients send as well as the server, so one connection must carry both directions.",
        ("communication", "request_response"),
        _rejected(
            {
                Transport.SSE: "It carries server to client only; every message of a client would be a request.",
                Transport.LONG_POLLING: "Each message costs a request in either direction and waits for the next poll.",
                Transport.SHORT_POLLING: "An answer would wait for the next poll.",
            }
        ),
        (sources.MDN_WEBSOCKETS, sources.RFC_6455, sources.CENTRIFUGO_TRANSPORTS),
    ),
    Row(
        SERVER_TO_CLIENT,
        lambda feature: feature.communication is Communication.SERVER_TO_CLIENT,
        Transport.SSE,
        "Only the server sends, and Server-Sent Events do that over plain HTTP.",
        ("communication", "request_response"),
        _rejected(
            {
                Transport.WEBSOCKET: "Its second direction would stay unused, and some proxies refuse the upgrade.",
                Transport.LONG_POLLING: "A stream delivers the same without a new request for each message.",
                Transport.SHORT_POLLING: "It would ask in vain most of the time and still be late.",
            }
        ),
        (sources.MDN_SSE, sources.HTML_SSE, sources.CENTRIFUGO_TRANSPORTS),
    ),
    Row(
        FRESH,
        lambda feature: feature.freshness is not None and feature.freshness <= LONG_POLLING_FRESHNESS.value,
        Transport.LONG_POLLING,
        "Updates are rare, and one that comes must be seen within a minute: a held request answers at once.",
        ("communication", "request_response", "freshness"),
        _rejected(
            {
                Transport.WEBSOCKET: "A connection kept alive all day for a few messages costs more than it carries.",
                Transport.SSE: "A stream kept alive all day for a few messages costs more than it carries.",
                Transport.SHORT_POLLING: "Asking often enough for this freshness would mostly ask in vain.",
            }
        ),
        (sources.RFC_6202, sources.MDN_SSE),
    ),
    Row(
        RARE,
        lambda _: True,
        Transport.SHORT_POLLING,
        "Updates are rare and may be minutes old: asking twice within the freshness is the simplest that works.",
        ("communication", "request_response", "freshness"),
        _rejected(
            {
                Transport.WEBSOCKET: "A connection would be held for almost nothing.",
                Transport.SSE: "A stream would be held for almost nothing.",
                Transport.LONG_POLLING: "It holds a connection to be faster than anybody asked for.",
            }
        ),
        (sources.RFC_6202,),
    ),
)
"""After `forced`, which comes before every row. The last row matches whatever is left: infrequent and not fresh."""
