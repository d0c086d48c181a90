"""RT804: a message, or what one recovery brings, that a hop does not let through."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.decisions import FeatureDecisions
from rtgen.decide.limits import MIB, SOCKET_BUFFERS
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.plan.gateway import ENVELOPE_BYTES
from rtgen.plan.model import JsonObject, Plan

RULE = Rule(
    "RT804",
    "A message fits through every hop",
    Severity.WARNING,
    "A hop closes the connection over a message that it does not take; the client comes back, and asks for it again.",
)
_HOPS = (
    ("websocket", "message_size_limit"),
    ("http_stream", "max_request_body_size"),
    ("sse", "max_request_body_size"),
    ("emulation", "max_request_body_size"),
    ("client", "queue_max_size"),
)
_HELD = int(SOCKET_BUFFERS.value)
"""Bytes that the kernel takes for a reader who does not read."""


def check(_features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Each feature's largest publication against the gateway's limits, and its recovery against a slow reader."""
    if not plan.channels:
        return
    least, hop = min(_limits(plan.gateway_config), default=(None, ""))
    kept = {channel.feature: channel.history_size for channel in plan.channels}
    for each in plan.decisions.features:
        feature, whole = each.feature, each.feature.publish.size + ENVELOPE_BYTES
        if least is not None and whole > least:
            yield Finding(
                RULE.id,
                Severity.ERROR,
                feature.id,
                "The gateway closes the connection over a message of this size.",
                "Send a reference to what is large, and let the client load it.",
                facts.place(feature, "publish.size"),
                evidence=f"{whole:,} bytes with what is around it; {hop} is {least:,}",
            )
        recovery = kept.get(feature.id, 0) * whole
        if recovery > _HELD:
            yield _recovery(each, recovery, whole)


def _limits(config: JsonObject) -> Iterator[tuple[int, str]]:
    for section, key in _HOPS:
        at = config.get(section)
        if isinstance(at, dict) and not at.get("disabled") and at.get("enabled") is not False:
            limit = at.get(key)
            if isinstance(limit, int):
                yield limit, f"{section}.{key}"


def _recovery(decided: FeatureDecisions, recovery: int, whole: int) -> Finding:
    feature = decided.feature
    fitting = _HELD // whole
    seconds = int(fitting * decided.channels / decided.publications)
    return Finding(
        RULE.id,
        RULE.severity,
        feature.id,
        "One recovery brings more than a slow reader takes at once: it is cut, comes back, and recovers again.",
        "Keep less history in the gateway, and let clients that were away for longer load from the backend.",
        facts.place(feature, "history"),
        evidence=f"{recovery // MIB:,} MiB in one reply to one reader; the kernel holds {_HELD // MIB:,} MiB",
        edit=Edit(f"features.{feature.id}.history", f"{seconds}s") if seconds else None,
    )
