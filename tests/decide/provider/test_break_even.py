from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_audience, make_feature_set, make_notifications
from decide.provider.held import candidate, need
from rtgen.decide.provider.break_even import break_even, monthly_of
from rtgen.domain.features import FeatureSet


def news(users: int) -> FeatureSet:
    """Each user is told something once a minute, and nothing is kept."""
    feature = make_notifications(users=users, history=None)
    return make_feature_set(feature, audiences=[make_audience(peak_users=users)])


def own(idle: int, for_all: int) -> object:
    """An own gateway: what it costs idle, and what the declared load adds."""
    return lambda factor: idle + for_all * factor


def test_both_cost_the_same_there_to_a_hundredth_of_the_load() -> None:
    ably = candidate(news(1_000), "ably")
    found = break_even(own(200, 50), ably, need(news(1_000)))

    assert found is not None
    monthly = monthly_of(ably, need(news(1_000)))
    below = monthly(found.factor - Fraction(1, 100))
    assert below is not None
    assert below < own(200, 50)(found.factor - Fraction(1, 100))
    assert found.managed >= found.self_hosted == own(200, 50)(found.factor)
    assert found.connections == -(-1_000 * found.factor // 1)
    assert found.messages == Fraction(1_000, 60) * 2 * found.factor
    assert f"({float(found.factor):g} × the declared load): Ably " in found.working


@pytest.mark.parametrize(
    "monthly",
    [own(0, 0), own(10**9, 0), lambda _: None],
    ids=["the own gateway is always cheaper", "the provider is always cheaper", "the own gateway's price is unknown"],
)
def test_there_is_none(monthly: object) -> None:
    features = news(1_000)

    assert break_even(monthly, candidate(features, "pusher"), need(features)) is None
