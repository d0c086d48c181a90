"""The inbox: where the backend must hear what clients publish, and at the provider that fills a queue."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_feature, make_feature_set, make_notifications
from rtgen.decide import decide
from rtgen.domain.features import Feature, ForcedTransport, Publish
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Access, Provider, Publisher, RateUnit, Tier, Transport
from rtgen.plan.managed import managed_plan
from rtgen.plan.model import ManagedPlan

MANAGED = ForcedTier(Tier.MANAGED, "this test")
SLOW = Publish(Fraction(1, 60), RateUnit.USER, 100, Publisher.CLIENT)


def told(identifier: str = "talk", **over: object) -> Feature:
    """What clients publish, where the backend would be asked."""
    return make_feature(identifier, **{"access": Access.PROXY, "publish": SLOW, "history": None, **over})


def planned(*features: Feature, provider: Provider = Provider.ABLY) -> ManagedPlan:
    complete = make_feature_set(*features, tier=MANAGED, provider=provider)
    plan = managed_plan(complete, decide(complete))
    assert plan is not None
    return plan


@pytest.mark.parametrize(
    ("feature", "heard"),
    [
        (told(), True),
        (told(access=Access.TOKEN, event_sourced=True), True),
        (told(access=Access.TOKEN), False),
        (make_notifications("talk", access=Access.PROXY), False),
        (told(forced=ForcedTransport(Transport.SHORT_POLLING, "an old app")), False),
    ],
    ids=["it is asked", "it keeps the record", "it has no part", "it publishes itself", "it is polled itself"],
)
def test_there_is_an_inbox_where_the_backend_must_hear(feature: Feature, heard: bool) -> None:
    plan = planned(feature, make_notifications())

    assert (plan.inbox is not None) is heard
    assert ("inbox" in {each.component for each in plan.resources}) is heard


def test_each_feature_that_it_must_hear_of_has_a_rule() -> None:
    plan = planned(told("moves", access=Access.TOKEN, event_sourced=True), told(), make_feature("chat", history=None))

    rules = [each.name for each in plan.resources if each.type == "ably:index/ruleSqs:RuleSqs"]
    assert rules == ["inbox-moves", "inbox-talk"]


def test_both_queues_are_protected() -> None:
    queues = [each for each in planned(told()).resources if each.type == "aws:sqs/queue:Queue"]

    assert {each.name: each.protect for each in queues} == {"inbox-dead": True, "inbox-queue": True}


def test_no_other_provider_fills_a_queue() -> None:
    assert planned(told(), provider=Provider.PUSHER).inbox is None
