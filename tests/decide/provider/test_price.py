"""What a month costs, by each provider's own counting, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_audience, make_feature, make_feature_set, make_notifications, topic
from decide.provider.held import candidate
from rtgen.decide.provider.candidates import usage
from rtgen.domain.features import FeatureSet, Publish
from rtgen.domain.vocabulary import Delivery, Publisher, RateUnit

MONTH_S = 2_628_000


def feed(users: int, rate: Fraction | int = 1, *, size: int = 1_000, history: int | None = None) -> FeatureSet:
    """One channel that all users hear; half of them are online on average."""
    publish = Publish(Fraction(rate), RateUnit.CHANNEL, size, Publisher.SERVER)
    delivery = Delivery.AT_MOST_ONCE if history is None else Delivery.AT_LEAST_ONCE
    feature = make_notifications(users=users, channel=topic(users), publish=publish, history=history, delivery=delivery)
    return make_feature_set(feature, audiences=[make_audience(peak_users=users, mean=Fraction(1, 2))])


def millions(value: Fraction | int) -> Fraction:
    return Fraction(value, 10**6)


@pytest.mark.parametrize(
    ("name", "plan", "features", "monthly"),
    [
        pytest.param("ably", "Free", feed(3), 0, id="Ably's free package"),
        pytest.param("ably", "Standard", feed(999), 29, id="Ably: base, messages and minutes"),
        pytest.param("pusher", "Sandbox", feed(3), 0, id="Pusher's sandbox"),
        pytest.param("pusher", "Business", feed(200), 299, id="Pusher: a tier by messages a day"),
        pytest.param("supabase", "Free", feed(2, Fraction(1, 2)), 0, id="Supabase's free plan"),
    ],
)
def test_the_plan_that_fits(name: str, plan: str, features: FeatureSet, monthly: int) -> None:
    found = candidate(features, name)

    assert (found.tier, found.fits) == (plan, True)
    assert found.monthly is not None
    assert found.monthly >= monthly


def test_ably_counts_messages_in_and_out_and_minutes_of_connections_and_channels() -> None:
    found = candidate(feed(999), "ably")

    assert {line.what: line.amount for line in found.bill} == {
        "Standard plan": 29,
        "million messages": millions(1_000 * MONTH_S) / 2 * Fraction(5, 2),
        "million connection minutes": millions(999 * 43_800) / 2,
        "million channel minutes": millions(43_800) / 2,
    }
    assert found.monthly == usage(found.bill)


@pytest.mark.parametrize(
    ("features", "messages"),
    [
        (feed(999, size=5_120), 1_000),
        (feed(999, size=5_121), 2_000),
        (feed(999, history=120), 1_000),
        (feed(999, history=121), 1_001),
    ],
    ids=["one chunk", "two chunks", "kept by the connection", "stored"],
)
def test_ably_counts_chunks_and_stored_messages(features: FeatureSet, messages: int) -> None:
    line = next(each for each in candidate(features, "ably").bill if each.what == "million messages")

    assert line.quantity == millions(messages * MONTH_S) / 2


@pytest.mark.parametrize(("users", "packages"), [(501, 1), (1_500, 1), (1_501, 2)])
def test_supabase_bills_the_peak_in_begun_packages(users: int, packages: int) -> None:
    found = candidate(feed(users, Fraction(1, 3_600)), "supabase")

    assert (found.tier, found.bill[1].what) == ("Pro without spend cap", "thousand peak connections above 500")
    assert (found.bill[1].quantity, found.bill[1].amount) == (packages, 10 * packages)


def test_aws_bills_messages_and_minutes_at_the_mean() -> None:
    messages, minutes = millions(100 * MONTH_S) / 2, millions(99 * 43_800) / 2

    assert candidate(feed(99), "appsync-events").monthly == messages + minutes * Fraction(8, 100)
    assert candidate(feed(99), "api-gateway-websocket").monthly == messages + minutes / 4


def test_a_plan_without_a_published_price_is_unknown_and_its_usage_an_upper_bound() -> None:
    features = make_feature_set(make_feature(users=60_000), audiences=[make_audience(peak_users=60_000)])
    found = candidate(features, "ably")

    assert (found.tier, found.fits, found.monthly) == ("Enterprise", True, None)
    assert usage(found.bill) > 0


def test_a_smaller_plan_says_what_it_does_not_hold() -> None:
    smaller = candidate(feed(999), "ably").smaller

    assert [(each.alternative, each.reason) for each in smaller] == [
        ("Free", "999 connections at peak with growth; Ably Free allows 200.")
    ]
