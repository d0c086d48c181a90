"""T32: polling where the need is a real-time one."""

from __future__ import annotations

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
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
    """A polled feature that is not infrequent, hears over one message a minute, or wants 5 s of freshness or latency.

    The thresholds are those of the transport table's last row (limits.REAL_TIME_RATE, REAL_TIME_FRESHNESS).
    """
    if transport not in POLLING:
        return None
    if feature.communication is not Communication.INFREQUENT:
        if feature.forced is None:
            said = f"{transport} is the best that your gateway speaks for {feature.communication} communication."
            return _finding(feature, "transport", said)
        return _finding(feature, "transport", f"{transport} is forced on {feature.communication} communication.")
    for path, wanted in (("freshness", feature.freshness), ("latency", feature.latency)):
        if wanted is not None and wanted <= REAL_TIME_FRESHNESS.value:
            said = f"A {path} of {facts.seconds(wanted)} is a real-time need, and this feature is polled."
            return _finding(feature, path, said)
    hears = heard(feature)
    if hears > REAL_TIME_RATE.value:
        often = decimal(hears * SECONDS_A_MINUTE)
        return _finding(feature, "publish.rate", f"A user hears {often} messages a minute, and this feature is polled.")
    return None


def _finding(feature: Feature, path: str, message: str) -> Finding:
    fix, edit = _fix(feature)
    return Finding(RULE.id, RULE.severity, feature.id, message, fix, facts.place(feature, path), edit=edit)


def _fix(feature: Feature) -> tuple[str, Edit | None]:
    if feature.communication is Communication.INFREQUENT:
        given = feature.provenance.given
        stale = ("freshness",) if "freshness" in given else ()
        without = " without `freshness`" if stale else ""
        push = f"`communication: server-to-client`{without}"
        gone = tuple(f"features.{feature.id}.{key}" for key in (*stale, *(("transport",) if feature.forced else ())))
        edit = Edit(f"features.{feature.id}.communication", Communication.SERVER_TO_CLIENT.value, gone)
        return f"Use Server-Sent Events: {push}, or `transport: {{force: sse, because: ...}}`.", edit
    if feature.forced is None:
        return "Let your gateway speak a transport that pushes, and name it in `platform.gateway.transports`.", None
    return "Take `transport: auto`.", Edit(f"features.{feature.id}.transport", "auto")
