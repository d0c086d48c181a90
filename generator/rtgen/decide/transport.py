"""Which transport carries a feature, and what follows from it."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide import facts
from rtgen.decide.decision import Decision, Edit, Fact, Finding, Rejected
from rtgen.decide.limits import LONG_POLLING_FRESHNESS, POLLS_A_FRESHNESS
from rtgen.decide.lock import Question, RecordedDecisions, Settled, first, settle
from rtgen.decide.transport_table import FORCED, MISMATCH, SPOKEN, TABLE, Row
from rtgen.domain.features import Feature
from rtgen.domain.platform import OwnGateway, Platform
from rtgen.domain.vocabulary import Communication, Sync, Transport

POLLING = frozenset({Transport.LONG_POLLING, Transport.SHORT_POLLING})
HOLDING = frozenset(Transport) - {Transport.SHORT_POLLING}
"""Transports that hold a connection for as long as a user is online."""

_INSTEAD = (Transport.WEBSOCKET, Transport.SSE, Transport.LONG_POLLING, Transport.SHORT_POLLING)
"""What pushes before what asks."""
_CHOICES = {each.value: each for each in Transport}
_NOT_FORCED = {
    forced: tuple(
        Rejected(other.value, f"The spec forces {forced.value}.") for other in Transport if other is not forced
    )
    for forced in Transport
}


def settle_transport(
    feature: Feature, decided: Decision[Transport], read: str, recorded: RecordedDecisions
) -> tuple[Decision[Transport], Settled]:
    """The transport of a feature: what an earlier plan recorded, where only the rules have changed since."""
    name = f"features.{feature.id}.transport"
    record = recorded.get(name) or recorded.get(f"features.{feature.renamed_from}.transport")
    if record is None:
        return decided, first(name, decided.choice.value, read)
    asked = Question(name, read, feature.id, facts.place(feature, "transport"))
    return settle(asked, decided, record, _CHOICES)


def read_by_table(feature: Feature, gateway: OwnGateway | None) -> str:
    """What the table reads, in words."""
    forced = "" if feature.forced is None else f"; forced {feature.forced.transport}"
    spoken = "" if gateway is None else f"; gateway {' '.join(gateway.transports)}"
    fresh = "" if feature.freshness is None else f"; freshness {facts.seconds(feature.freshness)}"
    return f"{feature.communication}{'; request_response' if feature.request_response else ''}{fresh}{forced}{spoken}"


def decide_transport(feature: Feature, platform: Platform) -> Decision[Transport]:
    """The transport of a feature, with why and what was rejected."""
    if feature.forced is not None:
        return Decision(
            rule=FORCED.id,
            choice=feature.forced.transport,
            because=f"The spec forces it: {feature.forced.because}",
            facts=facts.below_feature(feature, ("transport",)),
            rejected=_NOT_FORCED[feature.forced.transport],
            sources=(),
        )
    row = row_for(feature, platform.gateway)
    read = facts.below_feature(feature, row.reads)
    if row.rule is SPOKEN and platform.gateway is not None:
        origin = platform.provenance.of("gateway.transports")
        read = (*read, Fact("platform.gateway.transports", ", ".join(platform.gateway.transports), origin))
    return Decision(
        rule=row.rule.id,
        choice=row.transport,
        because=row.because,
        facts=read,
        rejected=row.rejected,
        sources=row.sources,
    )


def row_for(feature: Feature, gateway: OwnGateway | None) -> Row:
    """The row that matches a feature, whatever the spec forces; what a gateway of the team's own speaks instead."""
    row = next(row for row in TABLE if row.when(feature))
    if gateway is None or row.transport in POLLING or row.transport.value in gateway.transports:
        return row
    return next((_instead(row, other) for other in _INSTEAD if other.value in gateway.transports), row)


def _instead(row: Row, spoken: Transport) -> Row:
    """The row with another transport: of those that are rejected, what fits best is refused by the gateway."""
    reasons = {each.alternative: each for each in row.rejected if each.alternative != spoken.value}
    unspoken = Rejected(row.transport.value, f"It fits best ({row.rule.id}), and the gateway does not speak it.")
    return row._replace(
        rule=SPOKEN,
        transport=spoken,
        because=f"Your gateway speaks no {row.transport.value}; of what it speaks, {spoken.value} comes closest.",
        rejected=(unspoken, *reasons.values()),
    )


def forced(feature: Feature, gateway: OwnGateway | None) -> Finding | None:
    """What there is to say about a forced transport: that it is, why, and what the table would have chosen."""
    if feature.forced is None:
        return None
    row, because = row_for(feature, gateway), feature.forced.because.rstrip(".")
    if row.transport is feature.forced.transport:
        return Finding(
            FORCED.id,
            FORCED.severity,
            feature.id,
            f"{row.transport} is forced, and fits as well ({row.rule.id}). The spec says: {because}.",
            "Nothing; `transport: auto` decides the same.",
            facts.place(feature, "transport"),
        )
    reason = next(each.reason for each in row.rejected if each.alternative == feature.forced.transport)
    return Finding(
        MISMATCH.id,
        MISMATCH.severity,
        feature.id,
        f"{feature.forced.transport} is forced where {row.transport} fits ({row.rule.id}). {reason} "
        f"The spec says: {because}.",
        "Take `transport: auto`, or waive this finding with a reason and an end date.",
        facts.place(feature, "transport"),
        edit=Edit(f"features.{feature.id}.transport", "auto"),
    )


def poll_interval(feature: Feature, transport: Transport) -> Fraction | None:
    """Seconds between two polls: at most half the freshness, so that one poll may be lost. Only for short polling.

    A feature that is forced to short polling without stating a freshness is held to that of long polling.
    """
    if transport is not Transport.SHORT_POLLING:
        return None
    freshness = LONG_POLLING_FRESHNESS.value if feature.freshness is None else feature.freshness
    return freshness / POLLS_A_FRESHNESS.value


def sync_of(feature: Feature) -> Sync | None:
    """How concurrent edits are reconciled: CRDT, or OT where the spec asks for it; only for collaborative editing."""
    if feature.communication is not Communication.COLLABORATIVE_EDITING:
        return None
    return feature.sync or Sync.CRDT
