"""From a complete spec to every decision about it: pure, exact, and the same for the same input.

features ─▶ transport and patterns of each ─▶ load of all ─▶ providers ─▶ tier ─▶ Redis ─▶ sizes ─▶ what does not fit
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rtgen.decide import (
    checks,
    lock,
    patterns,
    pooling,
    provider,
    redis,
    shards,
    sticky,
    tier,
    tier_table,
    transport,
    transport_table,
)
from rtgen.decide.capacity import decide_capacity, largest_scale, redis_deliveries, zones
from rtgen.decide.capacity.traffic import publisher_connections
from rtgen.decide.carry import carry
from rtgen.decide.checks import capacity as capacity_checks
from rtgen.decide.cited import cited
from rtgen.decide.decision import Decision, Finding
from rtgen.decide.decisions import Decisions, FeatureDecisions, ProviderDecision, Sdk
from rtgen.decide.fallbacks import fallbacks
from rtgen.decide.load import Carried, Load, load
from rtgen.decide.lock import NOTHING, RecordedDecisions, Settled
from rtgen.decide.not_rendered import not_rendered
from rtgen.decide.thresholds import online, thresholds
from rtgen.decide.topology import RedisDecision, StickySessions, TierDecision
from rtgen.decide.twice import twice
from rtgen.diagnostics import Rule
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import Platform
from rtgen.domain.vocabulary import Communication, Tier
from rtgen.record import NamedTuple

DECISION_RULES: tuple[Rule, ...] = (
    *transport_table.RULES,
    *tier_table.RULES,
    *redis.RULES,
    *shards.RULES,
    *sticky.RULES,
    *lock.RULES,
    *pooling.RULES,
    *capacity_checks.RULES,
    *patterns.RULES,
    *provider.RULES,
    *checks.RULES,
)
"""Every rule that a decision or finding can name."""


class Shared(NamedTuple):
    """What is decided about what all features share, and the load that it is decided from."""

    load: Load
    tier: TierDecision
    redis: RedisDecision
    sticky: Decision[StickySessions]
    settled: tuple[Settled, ...]
    provider: ProviderDecision
    provider_fits: bool


def decide(features: FeatureSet, recorded: RecordedDecisions = NOTHING) -> Decisions:
    """All decisions, sizes and findings of a spec. `recorded` is what the stack's last plan decided."""
    carried = carry(features, recorded)
    shared = _shared(features, carried, recorded)
    sdk = shared.provider.sdk
    decided = _decided(carried, features.platform, sdk)
    if shared.tier.decision.choice is Tier.MANAGED and sdk is None:
        # What a client falls back to is its SDK's, and no provider fits that would bring one.
        decided = tuple([each._replace(fallbacks=()) for each in decided])
    all_load, tier_decision, redis_decision, sticky_decision = shared.load, shared.tier, shared.redis, shared.sticky
    choice = tier_decision.decision.choice
    capacity = decide_capacity(features, all_load, choice, redis_decision, recorded)
    if choice is Tier.MANAGED:
        capacity = provider.with_connections(features, carried, capacity)
    settled = (*(each.settled for each in carried), *shared.settled, *capacity.settled)
    users = online(features, capacity.largest.demand.scale)
    provider_decision, of_provider = provider.measured(shared.provider, users)
    decisions = Decisions(
        features=decided,
        tier=tier_decision,
        redis=redis_decision,
        sticky=sticky_decision,
        pooling=pooling.decide_pooling(
            features,
            redis_decision,
            0 if capacity.largest.redis is None else int(capacity.largest.redis.connections.value),
            int(publisher_connections(capacity.largest.demand).value),
            sdk,
        ),
        provider=provider_decision,
        load=all_load,
        reconnect=capacity.reconnect,
        capacity=capacity.figures,
        environments=capacity.environments,
        twice=tuple(twice(capacity, choice, redis_decision, zones(features.platform))),
        not_rendered=not_rendered(features, decided, choice, redis_decision, provider_decision.decision.choice),
        findings=(
            *(each.finding for each in settled if each.finding is not None),
            *_of_features(carried, features.platform, sdk),
            *tier.findings(features, tier_decision, provider_fits=shared.provider_fits),
            *provider.findings(features, provider_decision, choice, decided),
            *sticky.findings(features, choice),
            *capacity_checks.findings(features, capacity, choice, redis_decision.shards),
        ),
        thresholds=(
            *thresholds(features, capacity.largest, tier_decision, redis_decision, zones(features.platform)),
            *of_provider,
        ),
        recorded={each.name: each.recorded for each in settled},
    )
    of_all = (finding for check in checks.WHOLE for finding in check(features, decisions))
    found = sorted((*decisions.findings, *of_all), key=lambda finding: (finding.location, finding.rule))
    return decisions._replace(findings=tuple(found))


def decide_shared(features: FeatureSet, recorded: RecordedDecisions = NOTHING) -> Shared:
    """Tier, Redis and sticky sessions alone, without sizes: what is asked again and again for other specs."""
    return _shared(features, carry(features, recorded), recorded)


def decide_feature(
    features: FeatureSet, name: str, recorded: RecordedDecisions = NOTHING, sdk: Sdk | None = None
) -> FeatureDecisions | None:
    """The decisions of one feature alone, at a provider with this SDK; None where the spec has no such feature."""
    alone = features._replace(features=tuple(each for each in features.features if each.id == name))
    return next(iter(_decided(carry(alone, recorded), features.platform, sdk)), None)


def _shared(features: FeatureSet, carried: tuple[Carried, ...], recorded: RecordedDecisions) -> Shared:
    all_load, scale = load(carried, features.audiences), largest_scale(features)
    need = provider.need(features, carried, scale)
    providers = provider.candidates(need)
    fits = bool(provider.fitting(features, providers))
    tier_decision, of_tier = tier.decide_tier(features, all_load, scale, recorded, provider_fits=fits)
    choice = tier_decision.decision.choice
    deliveries = redis_deliveries(features, all_load, choice)
    redis_decision, of_redis, near = redis.decide_redis(features, choice, deliveries, all_load.words(scale), recorded)
    of_shards = shards.settle_shards(features, redis_decision, of_redis.recorded.facts, recorded, near)
    sticky_decision, of_sticky = sticky.settle_sticky(features, choice, recorded)
    provider_decision, of_provider = provider.settle_provider(
        features, provider.decide_provider(features, providers, choice, need), need, recorded
    )
    gateway = features.platform.gateway is None and choice is not Tier.MANAGED
    provider_decision = provider_decision._replace(sdk=provider.sdk_of(provider_decision.decision.choice))
    return Shared(
        load=all_load,
        tier=tier_decision,
        redis=redis_decision._replace(decision=cited(redis_decision.decision, gateway=gateway)),
        sticky=cited(sticky_decision, gateway=gateway),
        settled=(of_tier, of_redis, *of_shards, of_sticky, *of_provider),
        provider=provider_decision,
        provider_fits=fits,
    )


def _decided(carried: Iterable[Carried], platform: Platform, sdk: Sdk | None) -> tuple[FeatureDecisions, ...]:
    known: dict[int, FeatureDecisions] = {}

    def one(each: Carried) -> FeatureDecisions:
        if each.alike is None:
            return _decided_alone(each, platform, sdk)
        alike = known.get(id(each.alike))
        if alike is None:
            alike = known[id(each.alike)] = _decided_alone(each, platform, sdk)
        return alike._replace(feature=each.feature)

    return tuple([one(each) for each in carried])


def _decided_alone(carried: Carried, platform: Platform, sdk: Sdk | None) -> FeatureDecisions:
    feature = carried.feature
    chosen = carried.decision if sdk is None else provider.carried_by(sdk, carried.decision)
    gateway = platform.gateway is None and sdk is None
    return FeatureDecisions(
        feature=feature,
        alike=carried.alike,
        transport=cited(chosen, gateway=gateway),
        fallbacks=fallbacks(feature, chosen.choice, platform, sdk),
        sync=transport.sync_of(feature),
        heartbeat=feature.communication is Communication.PRESENCE,
        poll_interval=carried.poll_interval,
        patterns=tuple([cited(each, gateway=gateway) for each in patterns.patterns(feature)]),
        channels=carried.traffic.channels,
        publications=carried.traffic.publications,
        deliveries=carried.traffic.deliveries,
        history_size=carried.traffic.history,
    )


def _of_features(carried: tuple[Carried, ...], platform: Platform, sdk: Sdk | None) -> Iterator[Finding]:
    for each in carried:
        otherwise = None if sdk is None else provider.forced_otherwise(sdk, each.feature)
        forced = otherwise or transport.forced(each.feature, platform.gateway)
        if forced is not None:
            yield forced
        for check in checks.CHECKS:
            found = check(each.feature, each.transport)
            if found is not None:
                yield found
