"""From a complete spec to every decision about it: pure, exact, and the same for the same input.

features ─▶ transport and patterns of each ─▶ load of all ─▶ tier ─▶ Redis ─▶ sizes ─▶ what does not fit
"""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import checks, patterns, pooling, redis, sticky, tier, tier_table, transport, transport_table
from rtgen.decide.capacity import decide_capacity, largest_scale, redis_deliveries
from rtgen.decide.capacity.traffic import publisher_connections
from rtgen.decide.checks import capacity as capacity_checks
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions, FeatureDecisions
from rtgen.decide.fallbacks import fallbacks
from rtgen.decide.load import Carried, load
from rtgen.decide.not_rendered import not_rendered
from rtgen.decide.traffic import traffic
from rtgen.diagnostics import Rule
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import Platform
from rtgen.domain.vocabulary import Communication

DECISION_RULES: tuple[Rule, ...] = (
    *transport_table.RULES,
    *tier_table.RULES,
    *redis.RULES,
    *sticky.RULES,
    *pooling.RULES,
    *capacity_checks.RULES,
    *patterns.RULES,
    *checks.RULES,
)
"""Every rule that a decision or finding can name."""


def decide(features: FeatureSet) -> Decisions:
    """All decisions, sizes and findings of a spec."""
    carried = tuple(_carried(feature, features) for feature in features.features)
    decided = tuple(_decided(each, features.platform) for each in carried)
    all_load = load(carried, features.audiences)
    tier_decision = tier.decide_tier(features, all_load, largest_scale(features))
    choice = tier_decision.decision.choice
    redis_decision = redis.decide_redis(features, choice, redis_deliveries(features, all_load, choice))
    capacity = decide_capacity(features, all_load, choice, redis_decision)
    return Decisions(
        features=decided,
        tier=tier_decision,
        redis=redis_decision,
        sticky=sticky.decide_sticky(features, choice),
        pooling=pooling.decide_pooling(
            features, redis_decision, int(publisher_connections(capacity.largest.demand).value)
        ),
        reconnect=capacity.reconnect,
        capacity=capacity.figures,
        environments=capacity.environments,
        not_rendered=not_rendered(features, decided, choice, redis_decision.decision.choice),
        findings=tuple(
            sorted(
                (
                    *_of_features(carried),
                    *tier.findings(features, tier_decision),
                    *sticky.findings(features, choice),
                    *checks.unseen_redis.findings(features, redis_decision.decision.choice),
                    *capacity_checks.findings(features, capacity, choice, redis_decision.shards),
                ),
                key=lambda finding: (finding.location, finding.rule),
            )
        ),
    )


def _carried(feature: Feature, features: FeatureSet) -> Carried:
    chosen = transport.decide_transport(feature)
    return Carried(
        feature=feature,
        decision=chosen,
        poll_interval=transport.poll_interval(feature, chosen.choice),
        traffic=traffic(feature, features.audiences[feature.audience]),
    )


def _decided(carried: Carried, platform: Platform) -> FeatureDecisions:
    feature, chosen = carried.feature, carried.decision
    return FeatureDecisions(
        feature=feature,
        transport=chosen,
        fallbacks=fallbacks(feature, chosen.choice, platform),
        sync=transport.sync_of(feature),
        heartbeat=feature.communication is Communication.PRESENCE,
        poll_interval=carried.poll_interval,
        patterns=patterns.patterns(feature),
        channels=carried.traffic.channels,
        publications=carried.traffic.publications,
        deliveries=carried.traffic.deliveries,
        history_size=carried.traffic.history,
    )


def _of_features(carried: tuple[Carried, ...]) -> Iterator[Finding]:
    for each in carried:
        mismatch = transport.mismatch(each.feature)
        if mismatch is not None:
            yield mismatch
        for check in checks.CHECKS:
            found = check(each.feature, each.transport)
            if found is not None:
                yield found
