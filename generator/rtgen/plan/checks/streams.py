"""RT807: Server-Sent Events where a browser opens six connections and no more."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.limits import BROWSER_CONNECTIONS
from rtgen.decide.working import decimal
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Transport
from rtgen.plan.model import Plan

RULE = Rule(
    "RT807",
    "Server-Sent Events over HTTP/1.1",
    Severity.INFO,
    "Over HTTP/1.1 a browser opens six connections to a name: the seventh tab waits, and so does every other request.",
)

_COUNTED = frozenset({Transport.SSE, Transport.LONG_POLLING})
"""What holds an HTTP request open."""


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Users with so many tabs that the six are taken wherever HTTP/2 is not spoken: a company's proxy, a laptop.

    Each tab holds a stream, and a request beside it where a feature is polled by held requests.
    """
    held: dict[str, set[Transport]] = {}
    for each in plan.decisions.features:
        held.setdefault(each.feature.audience, set()).add(each.transport.choice)
    streamed = [each.feature for each in plan.decisions.features if each.transport.choice is Transport.SSE]

    def opened(feature: Feature) -> Fraction:
        return features.audiences[feature.audience].connections_per_user * len(_COUNTED & held[feature.audience])

    most = max(streamed, key=opened, default=None)
    if most is None or opened(most) <= BROWSER_CONNECTIONS.value:
        return
    polled = " and held polls" if Transport.LONG_POLLING in held[most.audience] else ""
    yield Finding(
        RULE.id,
        RULE.severity,
        most.id,
        f"Users hold more streams{polled} than a browser opens where a proxy on the way speaks HTTP/1.1.",
        "Share one connection among tabs (a SharedWorker), or force `websocket`, which is not counted.",
        facts.place(most, "transport"),
        evidence=f"{decimal(opened(most))} of a user; {int(BROWSER_CONNECTIONS.value)} to one name over HTTP/1.1",
    )
