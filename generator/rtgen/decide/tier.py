"""Which tier carries the load, and how far the next one is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import facts, sources
from rtgen.decide.connections import peak_connections, planned_connections
from rtgen.decide.decision import Decision, Edit, Fact, Finding, Rejected
from rtgen.decide.limits import BAND
from rtgen.decide.load import Load
from rtgen.decide.lock import Question, Recorded, RecordedDecisions, Settled, settle
from rtgen.decide.tier_band import falls, nearest, stays_to, tiers_at
from rtgen.decide.tier_table import (
    FORCED,
    LARGE_AVOIDED,
    LARGE_UNFIT,
    MISMATCH,
    NEAR,
    reason_against,
    row_for,
    threshold,
)
from rtgen.decide.tier_table import Question as Table
from rtgen.decide.topology import TierDecision
from rtgen.decide.working import decimal, figure
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Managed, Tier

_FIT = "ask for what a provider offers: the document's managed providers say what does not fit"
NAME = "tier"
"""Of the recorded decision."""
_CONNECTIONS = "; connections "
_CHOICES = {each.value: each for each in Tier}


def decide_tier(
    features: FeatureSet, load: Load, scale: Fraction, recorded: RecordedDecisions, *, provider_fits: bool
) -> tuple[TierDecision, Settled]:
    """The tier for the load in the largest environment, whose scale this is, where a provider fits or none does."""
    peak = figure("peak_connections", "connections", peak_connections(load.connections, scale), load.connections.names)
    planned = figure("max_connections", "connections", planned_connections(load.connections, scale))
    platform = features.platform
    asked = Table(planned.value, platform, provider_fits)
    row = row_for(asked)
    tier = row.tier if platform.tier is None else platform.tier.tier
    decision = Decision(
        rule=row.rule.id if platform.tier is None else FORCED.id,
        choice=tier,
        because=row.because(asked) if platform.tier is None else f"The spec forces it: {platform.tier.because}",
        facts=_facts(features, load),
        rejected=tuple(Rejected(other.value, reason_against(other, asked)) for other in Tier if other is not tier),
        sources=(sources.CENTRIFUGO_CAPACITY, sources.CENTRIFUGO_MILLION, sources.MEASURED),
    )
    words, connections = _read(asked), decimal(load.connections.at(scale).value)
    record = recorded.get(NAME)
    decision = _within_band(decision, asked, words, record)
    question = Question(NAME, f"{words}{_CONNECTIONS}{connections}", None, facts.place_of_platform(features, "tier"))
    decision, settled = settle(question, decision, record, _CHOICES)
    most = threshold(decision.choice, asked)
    if platform.tier is not None:
        return TierDecision(decision, peak, planned, most, stays_to=None, falls=None), settled
    edges = stays_to(decision.choice, asked), falls(decision.choice, asked)
    return TierDecision(decision, peak, planned, most, *edges), settled


def _read(asked: Table) -> str:
    """What the table reads beside the connections, in words."""
    platform = asked.platform
    forced = "" if platform.tier is None else f"; forced {platform.tier.tier}"
    words = f"managed {platform.managed}; availability {platform.availability}"
    words += "" if asked.provider_fits else "; no provider fits"
    return f"{words}; large_scale_connections {platform.large_scale_connections}{forced}"


def _within_band(decision: Decision[Tier], asked: Table, words: str, record: Recorded | None) -> Decision[Tier]:
    """The recorded tier, where the load has only come close to a threshold and nothing else was changed."""
    before = None if record is None else _CHOICES.get(record.choice)
    if record is None or before is None or before is decision.choice or asked.platform.tier is not None:
        return decision
    near = nearest(asked)
    if near is None or before not in tiers_at(near, asked) or record.facts.partition(_CONNECTIONS)[0] != words:
        return decision
    percent = int(BAND.value * 100)
    return decision._replace(
        rule=NEAR.id,
        choice=before,
        because=f"{asked.connections:,} connections to a gateway are planned for, within {percent} % of the {near:,} "
        f"at which {before} and {decision.choice} meet: the recorded tier stays.",
        rejected=(
            Rejected(decision.choice.value, f"It is taken when the load is {percent} % beyond {near:,} connections."),
            *(each for each in decision.rejected if each.alternative != before),
        ),
    )


def findings(features: FeatureSet, decided: TierDecision, *, provider_fits: bool) -> tuple[Finding, ...]:
    """What there is to say about the tier."""
    platform = features.platform
    asked = Table(decided.max_connections.value, platform, provider_fits)
    row = row_for(asked)
    if decided.decision.rule == NEAR.id:
        return (
            Finding(
                NEAR.id,
                NEAR.severity,
                None,
                f"The tier stays {decided.decision.choice}. {decided.decision.because}",
                "Nothing, or plan with `--update-decisions` to take the other tier now.",
                facts.place_of_platform(features, "tier"),
            ),
        )
    if platform.tier is not None and platform.tier.tier is not row.tier:
        return (
            Finding(
                MISMATCH.id,
                MISMATCH.severity,
                None,
                f"The tier {platform.tier.tier} is forced where {row.tier} fits ({row.rule.id}). {row.because(asked)} "
                f"The spec says: {platform.tier.because.rstrip('.')}.",
                "Take `tier: auto`, or waive this finding with a reason and an end date.",
                facts.place_of_platform(features, "tier"),
                edit=Edit("platform.tier", "auto"),
            ),
        )
    if platform.tier is not None:
        return (
            Finding(
                FORCED.id,
                FORCED.severity,
                None,
                f"The tier {row.tier} is forced, and fits as well ({row.rule.id}). The spec says: "
                f"{platform.tier.because.rstrip('.')}.",
                "Nothing; `tier: auto` decides the same.",
                facts.place_of_platform(features, "tier"),
            ),
        )
    if row.rule in {LARGE_AVOIDED, LARGE_UNFIT}:
        allow = "allow a managed provider with `managed: allow`" if row.rule is LARGE_AVOIDED else _FIT
        return (
            Finding(
                row.rule.id,
                row.rule.severity,
                None,
                row.because(asked),
                f"Plan for the people who run it, or {allow}.",
                facts.place_of_platform(features, "managed"),
                edit=Edit("platform.managed", Managed.ALLOW.value) if row.rule is LARGE_AVOIDED else None,
            ),
        )
    return ()


def _facts(features: FeatureSet, load: Load) -> tuple[Fact, ...]:
    platform = features.platform
    audiences = (fact for each in features.audiences.values() for fact in facts.of_audience(each))
    forced = [] if platform.tier is None else [facts.of_platform(features, "tier", f"force: {platform.tier.tier}")]
    return (
        *forced,
        *audiences,
        *_users(load),
        facts.of_platform(features, "managed", platform.managed.value),
        facts.of_platform(features, "availability", platform.availability.value),
        facts.of_platform(features, "large_scale_connections", str(platform.large_scale_connections)),
    )


def _users(load: Load) -> Iterator[Fact]:
    """The users that connections are counted from, where the spec states them beside the audience's own."""
    for feature in load.holders:
        if "users" in feature.provenance.given:
            yield from facts.of_feature(feature, ("users",))
