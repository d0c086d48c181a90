"""T32: polling where the need is a real-time one."""

from __future__ import annotations

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.limits import REAL_TIME_FRESHNESS, REAL_TIME_RATE, SECONDS_A_MINUTE
from rtgen.decide.traffic import heard
from rtgen.decide.transport import POLLING
from rtgen.decide.working import decimal
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Communication, Transport

RULE = Rule(
    "T32",
    "Polling for real-time needs",
    Severity.WARNING,
    "Polls are late by their interval and mostly ask in vain: high latency and wasted bandwidth.",
)


def check(feature: Feature, transport: Transport) -> Finding | None:
    """A polled feature that is not infrequent, hears more than one message a minute, or wants 5 s of freshness.

    The thresholds are those of the transport table's last row (limits.REAL_TIME_RATE, REAL_TIME_FRESHNESS).
    """
    if transport not in POLLING:
        return None
    if feature.communication is not Communication.INFREQUENT:
        return _finding(feature, "transport", f"{transport} is forced on {feature.communication} communication.")
    if feature.freshness is not None and feature.freshness <= REAL_TIME_FRESHNESS.value:
        wanted = facts.seconds(feature.freshness)
        return _finding(
            feature, "freshness", f"A freshness of {wanted} is a real-time need, and this feature is polled."
        )
    hears = heard(feature)
    if hears > REAL_TIME_RATE.value:
        often = decimal(hears * SECONDS_A_MINUTE)
        return _finding(feature, "publish.rate", f"A user hears {often} messages a minute, and this feature is polled.")
    return None


def _finding(feature: Feature, path: str, message: str) -> Finding:
    return Finding(
        RULE.id,
        RULE.severity,
        feature.id,
        message,
        "Use Server-Sent Events: `communication: server-to-client`, or `transport: {force: sse, because: ...}`."
        if feature.communication is Communication.INFREQUENT
        else "Take `transport: auto`.",
        facts.place(feature, path),
    )
