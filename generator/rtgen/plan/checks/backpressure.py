"""T34: nothing holds fast publishers or slow readers back."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import edits, facts
from rtgen.decide.alike import once
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.decisions import FeatureDecisions
from rtgen.decide.limits import FRAME_OVERHEAD, SUBSCRIBER_BANDWIDTH
from rtgen.decide.traffic import heard
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Publisher, Tier
from rtgen.plan.durations import seconds
from rtgen.plan.model import ChannelPlan, JsonObject, Plan
from rtgen.plan.transports import connections

RULE = Rule(
    "T34",
    "No backpressure",
    Severity.WARNING,
    "A publisher without a limit, or a reader without a bounded queue, overwhelms the gateway and everyone on it.",
)
WRITE_TIMEOUT_S = 1
"""Seconds of the gateway's write timeout above which a hanging reader's messages pile up in memory (measured)."""


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Clients that publish unasked, queues without a bound, and more than one reader's connection takes."""
    if plan.decisions.tier.decision.choice is not Tier.MANAGED:
        yield from _own_gateway(features, plan) if features.platform.gateway is not None else _gateways(features, plan)
    yield from _readers(plan)


def _gateways(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    yield from _queues(features, plan.gateway_config)
    decided = {each.feature.id: each for each in plan.decisions.features}
    for channel in plan.channels:
        if channel.options.get("allow_publish_for_subscriber"):
            yield _unlimited(decided[channel.feature], channel)


def _own_gateway(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    publishing = [each.feature for each in plan.decisions.features if each.feature.publish.by is Publisher.CLIENT]
    if publishing:
        yield Finding(
            RULE.id,
            RULE.severity,
            None,
            "Clients publish through a gateway of your own, which declares no limit on publishing.",
            "Publish through your backend (`publish.by: server`), or waive this with what your gateway enforces.",
            facts.place_of_platform(features, "gateway"),
            evidence=f"clients publish {facts.named(publishing)}",
            edit=_by_server(publishing[0]) if len(publishing) == 1 else None,
        )


def _queues(features: FeatureSet, config: JsonObject) -> Iterator[Finding]:
    client, websocket = config.get("client"), config.get("websocket")
    bound = client.get("queue_max_size") if isinstance(client, dict) else None
    write = websocket.get("write_timeout") if isinstance(websocket, dict) else None
    if not isinstance(bound, int) or bound <= 0:
        yield _gateway(
            features, "The gateway's queue of a slow reader has no bound.", "client.queue_max_size is not set"
        )
    if isinstance(write, str) and seconds(write) > WRITE_TIMEOUT_S:
        yield _gateway(
            features,
            "The gateway waits so long for a hanging reader that its messages pile up in memory.",
            f"websocket.write_timeout is {write}; {WRITE_TIMEOUT_S}s cuts the reader in time",
        )


def _gateway(features: FeatureSet, message: str, evidence: str) -> Finding:
    fix = "Set it in the gateway's configuration."
    return Finding(RULE.id, RULE.severity, None, message, fix, features.provenance.entry, evidence)


def _unlimited(decided: FeatureDecisions, channel: ChannelPlan) -> Finding:
    feature = decided.feature
    return Finding(
        RULE.id,
        RULE.severity,
        feature.id,
        "Clients publish as fast as they like: nobody is asked, and the gateway limits no publishing.",
        "Give `platform.backend.url`, which is then asked for each publication, or let the server publish.",
        facts.place(feature, "publish.by"),
        evidence=f"allow_publish_for_subscriber in the namespace {channel.namespace}",
        edit=_by_server(feature),
    )


def _by_server(feature: Feature) -> Edit:
    return Edit(f"features.{feature.id}.publish.by", Publisher.SERVER.value)


def _readers(plan: Plan) -> Iterator[Finding]:
    """What one user of all features of a connection hears, against what the connection takes."""
    most, octets_of = int(SUBSCRIBER_BANDWIDTH.value), once(_heard)
    for connection in connections(plan.decisions):
        octets = [octets_of(each) for each in connection.features]
        together, loudest = sum(octets), octets.index(max(octets))
        if together > most:
            feature = connection.features[loudest].feature
            left = Fraction(most - together + octets[loudest]) / Fraction(octets[loudest])
            yield Finding(
                RULE.id,
                RULE.severity,
                feature.id,
                "Publishers are declared faster than one reader's connection takes: it is cut as slow, and comes back.",
                "Publish less often, publish the latest state instead of every change, or let a user hear fewer.",
                facts.place(feature, "publish.rate"),
                evidence=f"{_kbit(together)} to one reader over {connection.transports[0]}, "
                f"{_kbit(octets[loudest])} of it from here; assumed to take {_kbit(most)}",
                edit=edits.slower(feature, left) if left > 0 else None,
            )


def _heard(decided: FeatureDecisions) -> float:
    """Bytes a second that one user hears; not exact, because thousands of fractions are slow to add."""
    feature = decided.feature
    return float(heard(feature)) * (feature.publish.size + int(FRAME_OVERHEAD.value))


def _kbit(octets: float) -> str:
    return f"{round(octets * 8 / 1_000):,} kbit/s"
