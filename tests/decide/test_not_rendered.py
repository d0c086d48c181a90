from __future__ import annotations

import pytest

from builders import make_environment, make_feature, make_notifications
from decide.rule_cases import ANNOUNCEMENTS, CLUSTERED, EDITING, MULTI, SHARDED, busy, of, rare
from rtgen.decide import decide
from rtgen.decide.decisions import NotRendered
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import ExistingRedis, OwnGateway
from rtgen.domain.vocabulary import RedisMode

EXISTING = ExistingRedis("redis.example.com", 6379, "an ARN")


@pytest.mark.parametrize(
    ("feature", "what"),
    [
        (rare(60), "the poll service"),
        (rare(300), "the poll service"),
        (make_feature("notes", communication=EDITING), "the collaboration service"),
        (ANNOUNCEMENTS, "the broker for fan-out"),
        (make_feature("ledger", event_sourced=True), "the event log and its projector"),
    ],
)
def test_a_service_that_is_missing_names_the_features_that_wait_for_it(feature: Feature, what: str) -> None:
    assert decide(of(make_notifications(), feature)).not_rendered == (
        NotRendered(what, "it comes with a later version", (feature.id,)),
    )


@pytest.mark.parametrize(
    ("features", "what"),
    [
        (
            busy(401, tier=MULTI, environments=[make_environment(redis=EXISTING)]),
            "several Redis that are there already",
        ),
        (busy(40_001, tier=MULTI), "Redis in more than 100 shards (101 are needed)"),
    ],
)
def test_what_keeps_a_stack_from_being_rendered_is_one_line(features: FeatureSet, what: str) -> None:
    (line,) = decide(features).not_rendered

    assert line.what == "the stack"
    assert line.why.startswith(what)


@pytest.mark.parametrize(("gateway", "mode"), [(CLUSTERED, RedisMode.CLUSTER), (SHARDED, RedisMode.CLIENT_SHARDED)])
def test_several_redis_for_a_gateway_of_your_own_are_rendered(gateway: OwnGateway, mode: RedisMode) -> None:
    decisions = decide(busy(401, tier=MULTI, gateway=gateway))

    assert decisions.redis.decision.choice is mode
    assert decisions.not_rendered == ()


def test_a_plain_chat_is_rendered_whole() -> None:
    assert decide(of(make_feature())).not_rendered == ()
