from __future__ import annotations

from fractions import Fraction

import pytest

from builders import (
    make_audience,
    make_environment,
    make_feature,
    make_feature_set,
    make_notifications,
    provenance,
)
from decide.rule_cases import MULTI, SINGLE, rare, users
from rtgen.decide import decide
from rtgen.domain.features import Audience, Feature, FeatureSet
from rtgen.domain.vocabulary import Availability, Managed, Tier

DEFAULT = make_audience(peak_users=40_000)
COURIERS = make_audience("couriers", peak_users=3_000, connections_per_user=Fraction(2), growth=Fraction(6, 5))


def chat(number: int, **over: object) -> Feature:
    return make_feature(users=number, **over)


def alerts(number: int, **over: object) -> Feature:
    return make_notifications(users=number, **over)


@pytest.mark.parametrize(
    ("features", "audiences", "working"),
    [
        pytest.param([chat(40_000)], [DEFAULT], "ceil(40000 × 1 × 1.5) = 60000", id="one transport"),
        pytest.param(
            [chat(40_000), make_feature("lobby", users=100)],
            [DEFAULT],
            "ceil(40000 × 1 × 1.5) = 60000",
            id="features of one transport share a connection",
        ),
        pytest.param(
            [chat(40_000), alerts(30_000)],
            [DEFAULT],
            "ceil((30000 + 40000) × 1 × 1.5) = 105000",
            id="each transport has its own",
        ),
        pytest.param(
            [chat(40_000), make_feature("route", users=3_000, audience="couriers")],
            [DEFAULT, COURIERS],
            "ceil((3000 × 2 × 1.2 + 40000 × 1) × 1.5) = 70800",
            id="audiences grow by themselves",
        ),
        pytest.param(
            [chat(1)], [make_audience(connections_per_user=Fraction(11, 10))], "ceil(1 × 1.1 × 1 × 1.5) = 2", id="tabs"
        ),
        pytest.param([rare(300, users=9_000)], [DEFAULT], "0", id="short polling holds none"),
    ],
)
def test_max_connections_shows_the_arithmetic_that_was_evaluated(
    features: list[Feature], audiences: list[Audience], working: str
) -> None:
    assert decide(make_feature_set(*features, audiences=audiences)).tier.max_connections.working == working


def test_a_growth_of_a_tenth_is_exact() -> None:
    """0.1 + 0.2 in floating point would need one connection more."""
    audience = make_audience(peak_users=100, growth=Fraction("1.1"))

    assert decide(make_feature_set(chat(100), audiences=[audience])).tier.max_connections.value == 165


def test_the_largest_environment_decides() -> None:
    features = [chat(6_000)]
    small, large = make_environment("dev", scale=Fraction(1, 10)), make_environment("load", scale=Fraction(3, 2))
    audience = [make_audience(peak_users=6_000)]

    assert tier(make_feature_set(*features, audiences=audience, environments=[small])) is Tier.SINGLE
    both = decide(make_feature_set(*features, audiences=audience, environments=[small, large]))
    assert both.tier.decision.choice is Tier.MULTI
    assert both.tier.max_connections.working == "ceil(6000 × 1 × 1.5 × 1.5) = 13500"


def tier(features: FeatureSet) -> Tier:
    return decide(features).tier.decision.choice


@pytest.mark.parametrize(
    ("features", "chosen", "threshold"),
    [
        (users(6_666), Tier.SINGLE, 10_000),
        (users(6_667), Tier.MULTI, 100_000),
        (users(66_666), Tier.MULTI, 100_000),
        (users(66_667), Tier.MANAGED, None),
        (users(66_667, managed=Managed.AVOID), Tier.MULTI, None),
        (users(1, managed=Managed.REQUIRE), Tier.MANAGED, None),
        (users(1, availability=Availability.HIGH), Tier.MULTI, 100_000),
        (users(66_667, availability=Availability.HIGH), Tier.MANAGED, None),
        (users(66_667, large_scale_connections=200_000), Tier.MULTI, 200_000),
        (users(5_000, large_scale_connections=5_000), Tier.SINGLE, 10_000),
        (users(66_667, tier=SINGLE), Tier.SINGLE, 10_000),
        (users(1, tier=MULTI), Tier.MULTI, 100_000),
    ],
)
def test_the_first_row_that_matches_wins(features: FeatureSet, chosen: Tier, threshold: int | None) -> None:
    decided = decide(features).tier

    assert (decided.decision.choice, decided.threshold) == (chosen, threshold)


def test_every_other_tier_is_rejected_with_a_reason() -> None:
    rejected = {each.alternative: each.reason for each in decide(users(1)).tier.decision.rejected}

    assert rejected == {
        "multi": "One server carries the load; a second, and Redis between them, would cost more and add nothing.",
        "managed": "Large scale begins above 100,000 connections.",
    }


def test_the_users_of_every_transport_that_are_counted_are_named_where_the_spec_states_them() -> None:
    stated = {"provenance": provenance(5, {"users": (6, 12)})}
    features = [chat(4_000, **stated), alerts(3_000, **stated), make_feature("lobby", users=100, **stated)]

    facts = {each.subject: each.value for each in decide(make_feature_set(*features)).tier.decision.facts}

    assert {subject: value for subject, value in facts.items() if subject.endswith(".users")} == {
        "features.chat.users": "4000",
        "features.alerts.users": "3000",
    }
