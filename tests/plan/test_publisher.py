from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_environment, make_feature, make_feature_set, make_notifications
from rtgen.decide import decide
from rtgen.domain.features import Feature, ForcedTransport, Publish
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Delivery, Ordering, Provider, Publisher, RateUnit, Tier, Transport
from rtgen.plan.environments import environment_plans
from rtgen.plan.managed import managed_plan
from rtgen.plan.model import ManagedPlan
from rtgen.plan.publisher import LARGEST_IN_QUEUE, PublishQueue

MANAGED = ForcedTier(Tier.MANAGED, "this test")


def reliable(identifier: str = "orders", **over: object) -> Feature:
    """What the backend publishes, delivered at least once."""
    return make_notifications(identifier, delivery=Delivery.AT_LEAST_ONCE, history=86_400, **over)


def planned(*features: Feature, provider: Provider = Provider.ABLY) -> ManagedPlan:
    complete = make_feature_set(*features, tier=MANAGED, provider=provider)
    plan = managed_plan(complete, decide(complete))
    assert plan is not None
    return plan


def queue(*features: Feature, provider: Provider = Provider.ABLY) -> PublishQueue:
    found = planned(*features, provider=provider).queue
    assert found is not None
    return found


@pytest.mark.parametrize(
    "feature",
    [
        make_notifications("alerts"),
        make_feature("chat", delivery=Delivery.AT_LEAST_ONCE, history=86_400),
        reliable(forced=ForcedTransport(Transport.SHORT_POLLING, "an old app")),
    ],
    ids=["at most once", "what clients publish", "what is polled"],
)
def test_without_a_promise_to_keep_there_is_no_queue(feature: Feature) -> None:
    plan = planned(feature)

    assert plan.queue is None
    assert "publisher" not in {each.component for each in plan.resources}


def test_the_queue_takes_what_the_backends_key_opens() -> None:
    chat, news = make_feature("chat"), make_notifications("news")

    found = queue(chat, news, reliable(channel=make_notifications().channel._replace(per_user=3)))

    assert found.reliable == ("orders",)
    assert [tuple(each) for each in found.rules] == [("news", "news:{user}"), ("orders", "orders:{user}:{id}")]


@pytest.mark.parametrize(
    ("others", "fifo"),
    [
        ((), False),
        ((make_feature("chat", ordering=Ordering.CHANNEL),), False),
        ((make_notifications("news", ordering=Ordering.CHANNEL),), True),
        ((make_notifications("news", ordering=Ordering.GLOBAL),), True),
    ],
    ids=["no order", "an order of what clients publish", "an order within a channel", "an order of all"],
)
def test_it_keeps_an_order_where_what_goes_through_it_asks_for_one(others: tuple[Feature, ...], fifo: bool) -> None:
    assert queue(reliable(), *others).fifo is fifo


@pytest.mark.parametrize(
    ("provider", "largest"),
    [(Provider.ABLY, 64 * 1_024), (Provider.PUSHER, 10_000), (Provider.SUPABASE, LARGEST_IN_QUEUE)],
)
def test_a_message_is_as_large_as_the_providers_plan_and_the_queue_take(provider: Provider, largest: int) -> None:
    assert queue(reliable(), provider=provider).largest == largest


def test_calls_at_a_time_carry_the_peak_of_the_environment() -> None:
    found = queue(reliable())._replace(rate=Fraction(4))

    assert [found.concurrency(Fraction(scale)) for scale in (1, 10, 10_000)] == [2, 10, 1_000]


def test_each_environment_has_its_own() -> None:
    feature = reliable(users=1_000, publish=Publish(Fraction(1, 25), RateUnit.USER, 512, Publisher.SERVER))
    complete = make_feature_set(
        feature,
        tier=MANAGED,
        provider=Provider.ABLY,
        environments=(make_environment("prod"), make_environment("dev", scale=Fraction(1, 10))),
    )
    decisions = decide(complete)

    plans = environment_plans(complete, decisions, None, managed_plan(complete, decisions))

    assert {each.name: each.config["publishConcurrency"] for each in plans} == {"prod": 10, "dev": 2}


def test_what_is_queued_is_protected() -> None:
    resources = planned(reliable()).resources

    assert {each.name for each in resources if each.type == "aws:sqs/queue:Queue" and each.protect} == {
        "publisher-dead",
        "publisher-queue",
    }
