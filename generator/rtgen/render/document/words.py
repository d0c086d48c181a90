"""Short texts that several sections share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rtgen.domain.vocabulary import Tier, Transport
from rtgen.plan.model import Plan
from rtgen.plan.monitoring import Statistic
from rtgen.record import NamedTuple
from rtgen.render import markdown as md

NAMED = 8
"""Features that are named in a sentence; the others are counted."""

_TRANSPORTS = {
    Transport.WEBSOCKET: "WebSocket",
    Transport.SSE: "Server-Sent Events",
    Transport.LONG_POLLING: "long polling",
    Transport.SHORT_POLLING: "short polling",
}
_SDK = {
    "http_stream": "HTTP streaming",
    "sse": "Server-Sent Events",
    "websocket": "WebSocket",
    "xhr_polling": "HTTP polling",
    "xhr_streaming": "HTTP streaming",
}


STATISTICS = {
    Statistic.AVERAGE: "average",
    Statistic.MAXIMUM: "maximum",
    Statistic.MINIMUM: "minimum",
    Statistic.SAMPLES: "number of values",
    Statistic.SUM: "sum",
}
"""CloudWatch's statistics in prose."""


class Rule(NamedTuple):
    """A sentence, and the features that it holds for, both as Markdown."""

    says: str
    features: str


def nobody(plan: Plan) -> bool:
    """Whether nothing holds the connections: the tier is managed, and no provider fits."""
    return plan.decisions.tier.decision.choice is Tier.MANAGED and plan.decisions.provider.sdk is None


def transport(value: Transport) -> str:
    """The transport's name in prose."""
    return _TRANSPORTS[value]


def fallback(name: str) -> str:
    """The name in prose of a transport as the SDK calls it."""
    return _SDK.get(name, name)


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def features(identifiers: Sequence[str]) -> str:
    """Features by id; the first few of many."""
    shown = [md.name(identifier) for identifier in identifiers[:NAMED]]
    more = len(identifiers) - len(shown)
    return f"{', '.join(shown)} and {more:,} more" if more else listed(shown)


def replicas(number: int) -> str:
    """`1 replica`, `2 replicas`."""
    return f"{number} replica{'' if number == 1 else 's'}"


def rules(pairs: Iterable[tuple[str, str]]) -> tuple[Rule, ...]:
    """(sentence, feature) pairs as each sentence with its features, in the order of the first of them."""
    found: dict[str, list[str]] = {}
    for says, feature in pairs:
        found.setdefault(says, []).append(feature)
    return tuple(Rule(says, features(of)) for says, of in found.items())
