"""A provider's limit is crossed where its own checks of fit reject the plan, and not a hundredth before."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from builders import make_audience, make_feature, make_feature_set, make_notifications, topic
from decide.provider.held import candidate, need
from decide.test_properties import feature_sets, grown
from rtgen.decide import decide
from rtgen.decide.decisions import Candidate, Verdict
from rtgen.decide.provider.asked import Asked
from rtgen.decide.provider.candidates import SERVICES
from rtgen.decide.provider.candidates import candidate as best
from rtgen.decide.provider.checks import CHECKS
from rtgen.decide.provider.growth import grown as more
from rtgen.decide.provider.growth import scaled
from rtgen.decide.provider.need import Need
from rtgen.decide.provider.thresholds import FARTHEST, nearest, thresholds
from rtgen.decide.threshold import PROVIDER, Threshold
from rtgen.domain.features import Audience, Channel, FeatureSet, Publish
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Communication, Managed, Provider, Publisher, RateUnit, Scope, Tier

STEP = Fraction(1, 100)
USERS = Fraction(1_000)


def news(users: int, *, audience: Audience | None = None, size: int = 100, **platform: object) -> FeatureSet:
    """Each user is told something once an hour, and nothing is kept."""
    publish = Publish(Fraction(1, 3_600), RateUnit.FEATURE, size, Publisher.SERVER)
    feature = make_notifications(users=users, publish=publish, history=None)
    return make_feature_set(feature, audiences=[audience or make_audience(peak_users=users)], **platform)


def of(spec: FeatureSet, name: str) -> dict[str, Threshold]:
    found = thresholds(need(spec), candidate(spec, name), USERS)
    return {each.name.removeprefix(PROVIDER): each for each in found}


def rejected(asked: Need, plan: Candidate) -> set[str]:
    """The limits that reject the plan."""
    service = next(each for each in SERVICES if each.name == plan.name)
    offer = next(each for each in service.offers if each.name == plan.tier)
    misfits = (each for check in CHECKS for each in check(Asked(asked, service, offer)))
    return {each.limit for each in misfits if each.verdict is Verdict.REJECTS}


def test_a_limit_says_its_distance_in_percent_users_and_growth_and_the_next_plan() -> None:
    connections = of(news(400), "pusher")["connections"]

    assert (connections.value, connections.threshold, connections.unit) == (400, 500, "connections at peak with growth")
    assert (connections.headroom_percent, connections.headroom_users) == (25, 250)
    assert (connections.growth, connections.then) == (Fraction("1.26"), "Pusher Pro")


@pytest.mark.parametrize(
    ("users", "plan", "growth"),
    [(499, "Startup", "1.01"), (500, "Startup", "1.01"), (501, "Pro", "4")],
    ids=["one below the limit", "at the limit", "one above is the next plan already"],
)
def test_at_the_edge_of_a_plan(users: int, plan: str, growth: str) -> None:
    assert candidate(news(users), "pusher").tier == plan
    assert of(news(users), "pusher")["connections"].growth == Fraction(growth)


def test_the_planned_growth_is_used_up_first() -> None:
    planned = make_audience(peak_users=400, growth=Fraction(5, 4))

    assert of(news(400, audience=planned), "pusher")["connections"].headroom_percent == 0


def test_the_nearest_comes_first_and_stands_at_the_candidate() -> None:
    spec = news(400)
    chosen = candidate(spec, "supabase")
    found = thresholds(need(spec), chosen, USERS)

    assert [each.holds for each in found] == sorted(each.holds for each in found)
    assert nearest(need(spec), chosen, USERS) == found[0]


def test_where_no_larger_plan_carries_it_none_fits() -> None:
    large = news(300_000)

    assert of(large, "api-gateway-websocket")["connection_rate"].then == "no plan of API Gateway WebSocket fits"


def test_the_next_plan_carries_what_else_has_grown_by_then() -> None:
    """Business has room for the connections, and not for the messages of so many."""
    publish = Publish(Fraction(1, 30), RateUnit.USER, 64, Publisher.CLIENT)
    chat = make_feature(users=450, channel=topic(40), history=None, publish=publish)
    found = of(make_feature_set(chat, audiences=[make_audience(peak_users=450, mean=Fraction(6, 100))]), "pusher")

    assert (found["messages_a_day"].growth, found["messages_a_day"].then) == (Fraction("1.26"), "Pusher Business")
    assert (found["connections"].growth, found["connections"].then) == (Fraction("4.45"), "Pusher Premium")


@pytest.mark.parametrize("limit", ["message_size", "history_window", "channels_a_connection", "namespaces"])
def test_what_does_not_grow_with_the_users_is_no_threshold(limit: str) -> None:
    assert limit not in of(news(400, size=60_000), "ably")


def test_the_members_of_a_channel_grow_where_everybody_is_in_it() -> None:
    def present(channel: Channel) -> FeatureSet:
        here = make_feature("here", users=50, communication=Communication.PRESENCE, channel=channel, history=None)
        return make_feature_set(here, audiences=[make_audience(peak_users=50)])

    assert of(present(Channel(Scope.GLOBAL, 50, 50, 1)), "pusher")["presence_members"].growth == Fraction("2.01")
    assert "presence_members" not in of(present(Channel(Scope.ROOM, 2, 50, 1)), "pusher")


def test_what_all_publish_into_one_channel_grows() -> None:
    wall = make_feature(
        users=100,
        channel=Channel(Scope.GLOBAL, 100, 100, 1),
        publish=Publish(Fraction(1, 10), RateUnit.USER, 64, Publisher.CLIENT),
        history=None,
    )
    spec = make_feature_set(wall, audiences=[make_audience(peak_users=100)])

    assert of(spec, "ably")["channel_rate"].growth == Fraction("5.01")


def test_a_plan_that_does_not_fit_says_what_is_crossed_already() -> None:
    spec = news(15_000, size=99_000, provider=Provider.SUPABASE, tier=ForcedTier(Tier.MANAGED, "it must"))
    free = candidate(spec, "supabase")._replace(tier="Free", fits=False)
    crossed = {each.name: each for each in thresholds(need(spec), free, USERS)}["provider_connections"]

    assert (crossed.headroom_percent, crossed.headroom_users) == (-99, -987)
    assert crossed.then == "Supabase Enterprise"


def test_the_managed_tier_shows_the_chosen_plans_limits_and_every_candidate_its_nearest() -> None:
    decided = decide(news(400, managed=Managed.REQUIRE))
    chosen = decided.provider.chosen

    assert chosen is not None
    assert decided.thresholds == thresholds(need(news(400)), chosen, Fraction(400))
    for each in decided.provider.candidates:
        assert each.nearest == (nearest(need(news(400)), each, Fraction(400)) if each.fits else None)


def test_without_a_provider_only_the_candidates_have_limits() -> None:
    decided = decide(news(400))

    assert decided.provider.chosen is None
    assert not any(each.name.startswith(PROVIDER) for each in decided.thresholds)
    assert any(each.nearest for each in decided.provider.candidates)


@settings(max_examples=60, deadline=None)
@given(feature_sets())
def test_every_growth_is_where_the_check_rejects_and_one_step_below_is_not(spec: FeatureSet) -> None:
    asked = need(spec)
    for each in decide(spec).provider.candidates:
        if not each.fits:
            continue
        found = thresholds(asked, each, USERS)
        for limit in found:
            name = limit.name.removeprefix(PROVIDER).replace("_", " ")
            assert name in rejected(more(asked, limit.growth), each)
            assert name not in rejected(more(asked, limit.growth - STEP), each)
        first = min((limit.growth for limit in found), default=FARTHEST)
        assert not rejected(more(asked, first - STEP), each)


@settings(max_examples=40, deadline=None)
@given(feature_sets())
def test_what_comes_next_is_what_the_provider_is_chosen_with_then(spec: FeatureSet) -> None:
    asked = need(spec)
    for each in decide(spec).provider.candidates:
        near = each.nearest
        if near is None:
            continue
        service = next(one for one in SERVICES if one.name == each.name)
        then = best(scaled(asked, near.growth), service)
        assert near.then == (f"{each.title} {then.tier}" if then.fits else f"no plan of {each.title} fits")


@settings(max_examples=30, deadline=None)
@given(feature_sets())
def test_a_spec_that_has_grown_so_far_is_rejected_by_that_plan(spec: FeatureSet) -> None:
    """Not only the scaled need, which begins at whole connections: the need of the grown spec."""
    rounded = 1 + Fraction(2, max(need(spec).connections, 1))
    for each in decide(spec).provider.candidates:
        if each.nearest is not None:
            assert rejected(need(grown(spec, each.nearest.growth * rounded)), each)
