"""Gathers what a spec asks of a provider, in one pass over its features."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TypeVar

from rtgen.decide.load import Carried, kinds
from rtgen.decide.provider.need import Busiest, Flow, Metered, Need, Ranked
from rtgen.decide.traffic import is_fan_out
from rtgen.decide.transport import HOLDING
from rtgen.decide.working import Amount, exact_sum
from rtgen.domain.features import Audience, Feature, FeatureSet
from rtgen.domain.vocabulary import Access, Communication, Delivery, Offline, Publisher, RateUnit, Scope
from rtgen.record import NamedTuple

Word = TypeVar("Word")


def need(features: FeatureSet, carried: Iterable[Carried], scale: Fraction) -> Need:
    """The need of a spec, in the environment of this scale."""
    held = sorted((each for each in carried if each.transport in HOLDING), key=lambda each: each.feature.id)
    by_audience: dict[str, list[Carried]] = defaultdict(list)
    for each in held:
        by_audience[each.feature.audience].append(each)
    groups = [_group(features.audiences[name], by_audience[name]) for name in sorted(by_audience)]
    largest = max(features.audiences.values(), key=lambda each: (each.peak_users, each.id))
    listed = [each.feature for each in held]
    told = [
        (each.feature, features.audiences[each.feature.audience], each.traffic.publications)
        for each in held
        if _told(each.feature)
    ]
    return Need(
        platform=features.platform,
        environments=features.environments,
        provenance=largest.provenance,
        audience=largest.id,
        connections=-(-_total(groups, lambda each: each.connections, grown=True) * scale // 1),
        published=_total(groups, lambda each: each.published, grown=True) * scale,
        delivered=_total(groups, lambda each: each.delivered, grown=True) * scale,
        mean_messages=_total(groups, lambda each: (each.published + each.delivered) * each.audience.mean, grown=True)
        * scale,
        channels=_total(groups, lambda each: each.channels, grown=True) * scale,
        joins=_total(groups, lambda each: each.connections * each.subscribes.value, grown=True) * scale,
        presence=_total(groups, lambda each: each.presence, grown=True) * scale,
        namespaces=len(held),
        sends=_busiest(each.sends for each in groups),
        hears=_busiest(each.hears for each in groups),
        subscribes=_busiest(each.subscribes for each in groups),
        sizes=_ranked(listed, lambda feature: (feature.publish.size, 1)),
        channel_rates=_ranked_rates(held),
        members=_ranked(
            (each for each in listed if each.communication is Communication.PRESENCE),
            lambda feature: (feature.channel.max_members, 1),
        ),
        histories=_ranked((each for each in listed if _wants_history(each)), _history),
        default_histories=_ranked((each for each in listed if each.history and not _wants_history(each)), _history),
        ids=_ranked(listed, lambda feature: (len(feature.id), 1)),
        orderings=_by(listed, lambda feature: feature.ordering if _given(feature, "ordering") else None),
        default_orderings=_by(listed, lambda feature: None if _given(feature, "ordering") else feature.ordering),
        reliable=tuple(each for each in listed if each.delivery is Delivery.AT_LEAST_ONCE),
        accesses=_by(listed, lambda feature: feature.access),
        asked_before=tuple(each for each in listed if each.access is Access.PROXY and _told(each)),
        told=tuple(feature for feature, _, _ in told),
        told_rate=sum((rate * audience.growth for _, audience, rate in told), Fraction(0)) * scale,
        mean_told_rate=sum((rate * audience.growth * audience.mean for _, audience, rate in told), Fraction(0)) * scale,
        requests=tuple(each for each in listed if each.request_response),
        queued=tuple(each for each in listed if each.offline is Offline.QUEUE and _given(each, "offline")),
        documents=_by(listed, lambda feature: feature.sync),
        everybody=any(each.channel.scope is Scope.GLOBAL for each in listed),
        polled=len(features.features) - len(held),
        metered=Metered(
            connections=_total(groups, lambda each: each.connections) * scale,
            mean_connections=_total(groups, lambda each: each.connections * each.audience.mean) * scale,
            mean_channels=_total(groups, lambda each: each.channels * each.audience.mean) * scale,
            flows=_flows(groups, scale),
            told=tuple(
                Flow(feature.publish.size, history=0, published=Fraction(0), delivered=rate * audience.mean * scale)
                for feature, audience, rate in told
            ),
        ),
    )


class _Group(NamedTuple):
    """The features of one audience, at its declared peak."""

    audience: Audience
    connections: Fraction
    published: Fraction
    delivered: Fraction
    channels: Fraction
    presence: Fraction
    sends: Busiest
    hears: Busiest
    subscribes: Busiest
    flows: tuple[Flow, ...]


def _group(audience: Audience, carried: list[Carried]) -> _Group:
    flows: dict[tuple[int, int], tuple[list[Amount], list[Amount]]] = defaultdict(lambda: ([], []))
    presence: list[Amount] = []
    sends: list[tuple[Amount, Feature]] = []
    hears: list[tuple[Amount, Feature]] = []
    subscribes: list[tuple[Amount, Feature]] = []
    for alike in kinds(carried):
        each, names = alike[0], [one.feature.id for one in alike]
        feature, traffic = each.feature, each.traffic
        published, delivered = flows[feature.publish.size, feature.history or 0]
        published.append((names, *traffic.publications.as_integer_ratio()))
        delivered.append((names, *traffic.deliveries.as_integer_ratio()))
        if feature.communication is Communication.PRESENCE:
            presence.append((names, *traffic.publications.as_integer_ratio()))
        sends.append(((names, *_sent(feature, traffic.channels)), feature))
        hears.append(((names, *_heard(feature, traffic.channels)), feature))
        subscribes.append(((names, feature.channel.per_user, 1), feature))
    summed = tuple(
        Flow(size, history, exact_sum(published), exact_sum(delivered))
        for (size, history), (published, delivered) in sorted(flows.items())
    )
    return _Group(
        audience=audience,
        connections=max(each.feature.users for each in carried) * audience.connections_per_user,
        published=sum((each.published for each in summed), Fraction(0)),
        delivered=sum((each.delivered for each in summed), Fraction(0)),
        channels=Fraction(sum(each.traffic.channels for each in carried)),
        presence=exact_sum(presence),
        sends=_sum(sends),
        hears=_sum(hears),
        subscribes=_sum(subscribes),
        flows=summed,
    )


def _heard(feature: Feature, channels: int) -> tuple[int, int]:
    """Messages a second that one connection receives: rtgen.decide.traffic.heard, in whole numbers for speed."""
    rate, channel = feature.publish.rate, feature.channel
    members = feature.users if channel.scope is Scope.GLOBAL else min(channel.members, feature.users)
    match feature.publish.per:
        case RateUnit.USER:
            return (rate.numerator * members, rate.denominator)
        case RateUnit.CHANNEL:
            return (rate.numerator * channel.per_user, rate.denominator)
        case RateUnit.FEATURE if is_fan_out(feature):
            return (rate.numerator, rate.denominator)
        case RateUnit.FEATURE:
            return (rate.numerator * channel.per_user, rate.denominator * channels)


def _sent(feature: Feature, channels: int) -> tuple[int, int]:
    """Messages a second that one connection publishes: rtgen.decide.traffic.sent, in whole numbers for speed."""
    rate = feature.publish.rate
    if feature.publish.by is Publisher.SERVER:
        return (0, 1)
    match feature.publish.per:
        case RateUnit.USER:
            return (rate.numerator, rate.denominator)
        case RateUnit.CHANNEL:
            return (rate.numerator * channels, rate.denominator * feature.users)
        case RateUnit.FEATURE:
            return (rate.numerator, rate.denominator * feature.users)


def _sum(amounts: list[tuple[Amount, Feature]]) -> Busiest:
    (_, feature) = max(amounts, key=lambda each: each[0][1] / each[0][2])
    return Busiest(exact_sum(amount for amount, _ in amounts), feature)


def _busiest(each: Iterable[Busiest]) -> Busiest | None:
    return max(each, key=lambda busiest: busiest.value, default=None)


def _total(groups: Iterable[_Group], amount: Callable[[_Group], Fraction], *, grown: bool = False) -> Fraction:
    return sum((amount(each) * (each.audience.growth if grown else 1) for each in groups), Fraction(0))


def _flows(groups: Iterable[_Group], scale: Fraction) -> tuple[Flow, ...]:
    return tuple(
        flow._replace(
            published=flow.published * group.audience.mean * scale,
            delivered=flow.delivered * group.audience.mean * scale,
        )
        for group in groups
        for flow in group.flows
    )


def _given(feature: Feature, path: str) -> bool:
    return path in feature.provenance.given


def _told(feature: Feature) -> bool:
    """Whether the backend must hear of what clients publish: it would be asked, or no provider keeps its record."""
    return feature.publish.by is Publisher.CLIENT and (feature.access is Access.PROXY or feature.event_sourced)


def _wants_history(feature: Feature) -> bool:
    return bool(feature.history) and (feature.delivery is Delivery.AT_LEAST_ONCE or _given(feature, "history"))


def _history(feature: Feature) -> tuple[int, int]:
    return (feature.history or 0, 1)


def _ranked(features: Iterable[Feature], amount: Callable[[Feature], tuple[int, int]]) -> Ranked:
    return _sorted((amount(each), each) for each in features)


def _ranked_rates(carried: Iterable[Carried]) -> Ranked:
    return _sorted(
        (
            (each.traffic.publications.numerator, each.traffic.publications.denominator * each.traffic.channels),
            each.feature,
        )
        for each in carried
    )


def _sorted(amounts: Iterable[tuple[tuple[int, int], Feature]]) -> Ranked:
    """Features by what they ask for: thousands of them share a few amounts."""
    asking: dict[tuple[int, int], list[Feature]] = defaultdict(list)
    for amount, feature in amounts:
        asking[amount].append(feature)
    ranked = [(Fraction(top, bottom), tuple(features)) for (top, bottom), features in asking.items()]
    return tuple(sorted(ranked, key=lambda each: -each[0]))


def _by(features: Iterable[Feature], word: Callable[[Feature], Word | None]) -> dict[Word, tuple[Feature, ...]]:
    asking: dict[Word, list[Feature]] = defaultdict(list)
    for each in features:
        found = word(each)
        if found is not None:
            asking[found].append(each)
    return {each: tuple(found) for each, found in asking.items()}
