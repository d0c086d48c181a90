from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_audience, make_feature, make_feature_set, make_notifications
from decide.provider.held import candidate, need
from rtgen.decide.provider.break_even import Monthly, break_even, curve_of
from rtgen.decide.provider.candidates import SERVICES
from rtgen.decide.provider.candidates import candidate as held_anew
from rtgen.decide.provider.carries import FURTHEST
from rtgen.decide.provider.growth import scaled
from rtgen.decide.steps import STEP
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Delivery

NAMES = [each.name for each in SERVICES]


def news(users: int) -> FeatureSet:
    """Each user is told something once a minute, and nothing is kept."""
    feature = make_notifications(users=users, history=None)
    return make_feature_set(feature, audiences=[make_audience(peak_users=users)])


def talk(users: int) -> FeatureSet:
    """Everybody talks in rooms, and sees who is there."""
    features = (make_feature(users=users), make_feature("typing", users=users, history=None))
    return make_feature_set(*features, audiences=[make_audience(peak_users=users)])


class Servers:
    """An own gateway: what it costs idle, what the declared load adds, and what each whole multiple of it adds."""

    def __init__(self, idle: int, for_all: int, step: int = 0) -> None:
        self._idle, self._for_all, self._step = idle, for_all, step

    def monthly(self, factor: Fraction) -> Fraction:
        """USD at so many times the load."""
        return self._idle + self._for_all * factor + self._step * (factor // 1)

    def near(self, factor: Fraction) -> Monthly:
        """Without the steps between."""
        idle = self._idle + self._step * (factor // 1)
        return lambda at: idle + self._for_all * at


def test_both_cost_the_same_there_to_a_hundredth_of_the_load() -> None:
    ably = candidate(news(1_000), "ably")
    found = break_even(Servers(200, 50), ably, need(news(1_000)))

    assert found.at is not None
    at = found.at
    below = curve_of(ably, need(news(1_000))).monthly(at.factor - STEP)
    assert below < Servers(200, 50).monthly(at.factor - STEP)
    assert at.managed >= at.self_hosted == Servers(200, 50).monthly(at.factor)
    assert at.connections == -(-1_000 * at.factor // 1)
    assert at.messages == Fraction(1_000, 60) * 2 * at.factor
    assert f"({float(at.factor):g} × the declared load)" in found.working


@pytest.mark.parametrize(
    ("servers", "working"),
    [
        (Servers(0, 0), "your own 0.00 USD a month at 0.01 ×"),
        (Servers(10**9, 0), "against your own 1,000,000,000.00 USD a month at 0.01 ×"),
    ],
    ids=["the own gateway is always cheaper", "the provider is always cheaper"],
)
def test_where_there_is_none_both_ends_are_told(servers: Servers, working: str) -> None:
    features = news(1_000)
    found = break_even(servers, candidate(features, "pusher"), need(features))

    assert found.at is None
    assert working in found.working


def test_a_provider_whose_priced_plans_carry_nothing_has_none() -> None:
    features = make_feature_set(make_notifications(delivery=Delivery.AT_LEAST_ONCE))
    found = break_even(Servers(200, 50), candidate(features, "pusher"), need(features))

    assert found.at is None
    assert "no plan with a published price" in found.working


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([news, talk]), st.integers(1, 200_000), st.sampled_from(NAMES), st.integers(1, 10_000))
def test_the_curve_is_what_the_comparison_says_at_each_load(
    of: Callable[[int], FeatureSet], users: int, name: str, step: int
) -> None:
    asked, factor = need(of(users)), step * STEP
    service = next(each for each in SERVICES if each.name == name)
    curve = curve_of(candidate(of(users), name), asked)
    at = held_anew(scaled(asked, factor), service)

    if factor <= curve.most:
        assert curve.monthly(factor) == at.monthly
    elif factor <= FURTHEST:
        assert at.monthly is None or not at.fits


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2_000), st.integers(0, 200), st.integers(0, 300))
def test_a_crossing_is_one_whatever_the_steps_of_the_own_bill(idle: int, for_all: int, step: int) -> None:
    servers, ably = Servers(idle, for_all, step), candidate(news(1_000), "ably")
    at = break_even(servers, ably, need(news(1_000))).at
    curve = curve_of(ably, need(news(1_000)))

    if at is None:
        cheap, dear = (curve.monthly(each) < servers.monthly(each) for each in (STEP, curve.most))
        assert not (cheap and not dear)
    else:
        assert curve.monthly(at.factor) >= servers.monthly(at.factor)
        assert curve.monthly(at.factor - STEP) < servers.monthly(at.factor - STEP)
