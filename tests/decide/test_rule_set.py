"""The version of the rule set says whether any table decides otherwise than before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from builders import make_audience, make_feature, make_feature_set, make_gateway, topic
from rtgen.decide import decide
from rtgen.decide.lock import RULE_SET_VERSION
from rtgen.domain.features import FeatureSet, ForcedTransport
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Availability, Communication, Delivery, Managed, RedisMode, Tier, Transport

OUTCOMES = {1: "17ca7f267e37ae952b48ca329d459d7b525aa7536ba495540c00529bb281ef11"}
"""SHA-256 of what the corpus is decided as, by version. A new outcome: raise RULE_SET_VERSION and add its line."""


def corpus() -> Iterator[FeatureSet]:
    """Specs on both sides of every row of the tables. It stays as it is; a new fact adds specs at its end."""
    freshness = [Fraction(each) for each in (1, 60, 61, 3_600)]
    for communication, asks, fresh in product(Communication, (False, True), freshness):
        yield make_feature_set(make_feature(communication=communication, request_response=asks, freshness=fresh))
    for transport in Transport:
        yield make_feature_set(make_feature(forced=ForcedTransport(transport, "it must")))
    peaks = (1, 6_666, 6_667, 66_666, 66_667, 1_000_000)
    for peak, managed, availability in product(peaks, Managed, Availability):
        yield chat(peak, managed=managed, availability=availability)
    for tier, peak in product(Tier, (1, 100_000)):
        yield chat(peak, tier=ForcedTier(tier, "it must"))
    gateways = (None, make_gateway(), make_gateway(redis=(RedisMode.CLUSTER,)), make_gateway(sticky=True))
    for gateway, sticky, tier in product(gateways, ("auto", "on", "off"), (Tier.SINGLE, Tier.MULTI)):
        yield chat(1_000, gateway=gateway, sticky_sessions=sticky, tier=ForcedTier(tier, "it must"))
        yield flood(gateway=gateway, tier=ForcedTier(tier, "it must"), managed=Managed.AVOID)
    for history, delivery in product((None, 300, 301), Delivery):
        yield make_feature_set(make_feature(history=history, delivery=delivery))


def chat(peak: int, **platform: object) -> FeatureSet:
    return make_feature_set(make_feature(users=peak), audiences=[make_audience(peak_users=peak)], **platform)


def flood(**platform: object) -> FeatureSet:
    """More deliveries a second than one primary carries."""
    game = make_feature(users=20_000, channel=topic(20_000))
    game = game._replace(publish=game.publish._replace(rate=Fraction(100)))
    return make_feature_set(game, audiences=[make_audience(peak_users=20_000)], **platform)


def outcomes() -> str:
    lines = []
    for spec in corpus():
        decided = decide(spec)
        shared = (decided.tier.decision, decided.redis.decision, decided.sticky, decided.provider.decision)
        rules = (decided.features[0].transport, *shared)
        lines.append(" ".join(f"{each.rule}={each.choice}" for each in rules))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_what_is_decided_changes_only_with_the_version_of_the_rules() -> None:
    assert outcomes() == OUTCOMES[RULE_SET_VERSION], "a table decides otherwise: raise RULE_SET_VERSION"


def test_no_version_is_left_out() -> None:
    assert list(OUTCOMES) == list(range(1, RULE_SET_VERSION + 1))
