"""RT807: Server-Sent Events where a browser opens six connections and no more."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.limits import BROWSER_CONNECTIONS
from rtgen.decide.working import decimal
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Transport
from rtgen.plan.model import Plan

RULE = Rule(
    "RT807",
    "Server-Sent Events over HTTP/1.1",
    Severity.INFO,
    "Over HTTP/1.1 a browser opens six connections to a name: the seventh tab waits, and so does every other request.",
)


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Users with so many tabs that the six are taken wherever HTTP/2 is not spoken: a company's proxy, a laptop."""
    streamed = [each.feature for each in plan.decisions.features if each.transport.choice is Transport.SSE]
    most = max(streamed, key=lambda each: features.audiences[each.audience].connections_per_user, default=None)
    if most is None:
        return
    held = features.audiences[most.audience].connections_per_user
    if held > BROWSER_CONNECTIONS.value:
        yield Finding(
            RULE.id,
            RULE.severity,
            most.id,
            "Users hold more streams than a browser opens where a proxy on the way speaks HTTP/1.1.",
            "Share one connection among tabs (a SharedWorker), or force `websocket`, which is not counted.",
            facts.place(most, "transport"),
            evidence=f"{decimal(held)} connections a user; {int(BROWSER_CONNECTIONS.value)} to one name over HTTP/1.1",
        )
