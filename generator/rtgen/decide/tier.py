"""Which tier carries the load, and how far the next one is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import facts, sources
from rtgen.decide.connections import peak_connections, planned_connections
from rtgen.decide.decision import Decision, Fact, Finding, Rejected
from rtgen.decide.decisions import TierDecision
from rtgen.decide.load import Load
from rtgen.decide.tier_table import FORCED, LARGE_AVOIDED, MISMATCH, Question, reason_against, row_for, threshold
from rtgen.decide.working import figure
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Tier


def decide_tier(features: FeatureSet, load: Load, scale: Fraction) -> TierDecision:
    """The tier for the load in the largest environment, whose scale this is."""
    peak = figure("peak_connections", "connections", peak_connections(load.connections, scale), load.connections.names)
    planned = figure("max_connections", "connections", planned_connections(load.connections, scale))
    platform = features.platform
    asked = Question(planned.value, platform)
    row = row_for(asked)
    tier = row.tier if platform.tier is None else platform.tier.tier
    decision = Decision(
        rule=row.rule.id if platform.tier is None else FORCED.id,
        choice=tier,
        because=row.because(asked) if platform.tier is None else f"The spec forces it: {platform.tier.because}",
        facts=_facts(features),
        rejected=tuple(Rejected(other.value, reason_against(other, asked)) for other in Tier if other is not tier),
        sources=(sources.CENTRIFUGO_CAPACITY, sources.CENTRIFUGO_MILLION, sources.MEASURED),
    )
    return TierDecision(decision, peak, planned, threshold(tier, platform))


def findings(features: FeatureSet, decided: TierDecision) -> tuple[Finding, ...]:
    """What there is to say about the tier."""
    platform = features.platform
    asked = Question(decided.max_connections.value, platform)
    row = row_for(asked)
    if platform.tier is not None and platform.tier.tier is not row.tier:
        return (
            Finding(
                MISMATCH.id,
                MISMATCH.severity,
                None,
                f"The tier {platform.tier.tier} is forced where {row.tier} fits ({row.rule.id}). {row.because(asked)}",
                "Take `tier: auto`, or waive this finding with a reason and an end date.",
                facts.place_of_platform(features, "tier"),
            ),
        )
    if row.rule is LARGE_AVOIDED:
        return (
            Finding(
                LARGE_AVOIDED.id,
                LARGE_AVOIDED.severity,
                None,
                row.because(asked),
                "Plan for the people who run it, or allow a managed provider with `managed: allow`.",
                facts.place_of_platform(features, "managed"),
            ),
        )
    return ()


def _facts(features: FeatureSet) -> tuple[Fact, ...]:
    platform = features.platform
    audiences = (fact for each in features.audiences.values() for fact in facts.of_audience(each))
    forced = [] if platform.tier is None else [facts.of_platform(features, "tier", f"force: {platform.tier.tier}")]
    return (
        *forced,
        *audiences,
        *_users(features),
        facts.of_platform(features, "managed", platform.managed.value),
        facts.of_platform(features, "availability", platform.availability.value),
        facts.of_platform(features, "large_scale_connections", str(platform.large_scale_connections)),
    )


def _users(features: FeatureSet) -> Iterator[Fact]:
    """The largest number of users of each audience, where the spec states it beside the audience's own."""
    largest: dict[str, Feature] = {}
    for feature in features.features:
        most = largest.get(feature.audience)
        if most is None or feature.users > most.users:
            largest[feature.audience] = feature
    for feature in largest.values():
        if "users" in feature.provenance.given:
            yield from facts.of_feature(feature, ("users",))
