from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_environment, make_feature, make_feature_set, make_notifications
from rtgen.decide import decide
from rtgen.decide.limits import HEADROOM
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Access, Provider, Tier
from rtgen.plan.environments import environment_plans
from rtgen.plan.managed import managed_plan
from rtgen.plan.model import ManagedPlan
from rtgen.plan.usage import AT_ABLY, Usage

HALF = (make_environment("prod"), make_environment("dev", scale=Fraction(1, 2)))


def asked(users: int, provider: Provider) -> FeatureSet:
    feature = make_notifications(users=users, history=None)
    return make_feature_set(feature, tier=ForcedTier(Tier.MANAGED, "this test"), provider=provider, environments=HALF)


def planned(users: int, provider: Provider = Provider.ABLY) -> ManagedPlan:
    features = asked(users, provider)
    plan = managed_plan(features, decide(features))
    assert plan is not None
    return plan


@pytest.mark.parametrize(
    ("provider", "users", "limits"),
    [
        (
            Provider.ABLY,
            100,
            {"connections": 200, "new connections": 42, "channels": 200, "messages": 500, "messages an hour": 250_000,
             "messages a month": 6_000_000},
        ),
        (
            Provider.ABLY,
            9_000,
            {"connections": 10_000, "new connections": 250, "channels": 10_000, "messages": 2_500,
             "messages an hour": 5_208_000},
        ),
        (Provider.PUSHER, 400, {"connections": 500, "messages a day": 1_000_000}),
        (
            Provider.SUPABASE,
            9_000,
            {"connections": 10_000, "messages": 2_500, "joins": 2_500, "presence messages": 1_000},
        ),
    ],
    ids=["Ably Free", "Ably Standard", "Pusher Startup", "Supabase Pro without spend cap"],
)  # fmt: skip
def test_limits_are_those_of_the_plan_that_was_chosen(provider: Provider, users: int, limits: dict[str, int]) -> None:
    found = planned(users, provider).limits

    assert {each.usage.value: each.at(Fraction(1)) for each in found} == limits
    assert all(each.source for each in found)


def test_a_published_limit_is_the_same_in_every_environment() -> None:
    (limit, *_) = planned(9_000).limits

    assert [limit.at(Fraction(scale)) for scale in (1, Fraction(1, 2))] == [10_000, 10_000]
    assert limit.rings_at(Fraction(1, 2)) == 8_000


def test_what_a_contract_sets_is_what_is_planned_in_each_environment() -> None:
    plan = planned(200_000)
    limits = {each.usage: each for each in plan.limits}

    assert limits.keys() == {Usage.CONNECTIONS, Usage.CHANNELS, Usage.MESSAGES, Usage.MONTH}
    assert not any(each.source for each in plan.limits)
    connections = limits[Usage.CONNECTIONS]
    assert connections.at(Fraction(1)) == 200_000 * HEADROOM.value
    assert connections.at(Fraction(1, 2)) == 100_000 * HEADROOM.value


def test_the_configuration_says_each_limit_that_is_watched() -> None:
    features = asked(9_000, Provider.ABLY)
    decisions = decide(features)
    plans = environment_plans(features, decisions, None, managed_plan(features, decisions))

    for each in plans:
        assert each.config["messagesAnHourLimit"] == 5_208_000
        assert each.config["connectionsLimit"] == 10_000


@pytest.mark.parametrize("provider", [Provider.PUSHER, Provider.SUPABASE])
def test_what_no_key_of_its_own_can_read_is_not_watched(provider: Provider) -> None:
    plan = planned(400, provider)

    assert not plan.watched
    assert "usage" not in {each.component for each in plan.resources}


def test_every_limit_of_a_plan_of_ablys_has_its_figure() -> None:
    every = {each.usage for users in (100, 9_000, 40_000, 200_000) for each in planned(users).limits}

    assert every == AT_ABLY.keys()


def test_a_contract_with_ably_is_asked_for_what_the_backend_is_told_as_well() -> None:
    def limit(access: Access) -> Fraction:
        talk = make_feature(users=200_000, access=access, history=None)
        tier = ForcedTier(Tier.MANAGED, "this test")
        features = make_feature_set(talk, tier=tier, provider=Provider.ABLY)
        plan = managed_plan(features, decide(features))
        assert plan is not None
        return next(each.full for each in plan.limits if each.usage is Usage.MESSAGES)

    talk = make_feature(users=200_000)
    assert limit(Access.PROXY) - limit(Access.TOKEN) == talk.publish.rate * 200_000 * HEADROOM.value
