from __future__ import annotations

import pytest

from builders import make_feature, make_feature_set, make_gateway
from decide.rule_cases import CLUSTERED, MULTI, busy, users
from rtgen.decide import decide
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Availability, Delivery, RedisMode

KEPT = make_feature_set(make_feature(delivery=Delivery.AT_LEAST_ONCE))
BOTH = make_gateway(redis=(RedisMode.CLIENT_SHARDED, RedisMode.CLUSTER))


@pytest.mark.parametrize(
    ("features", "mode", "shards", "replicas"),
    [
        pytest.param(users(1), None, 0, 0, id="memory"),
        pytest.param(KEPT, RedisMode.SINGLE_NODE, 1, 0, id="at least once outlives a deployment"),
        pytest.param(users(6_667), RedisMode.REPLICATED, 1, 1, id="several servers"),
        pytest.param(users(1, availability=Availability.HIGH), RedisMode.REPLICATED, 1, 2, id="a replica in each zone"),
        pytest.param(busy(400, tier=MULTI), RedisMode.REPLICATED, 1, 1, id="as much as one primary carries"),
        pytest.param(busy(401, tier=MULTI), RedisMode.CLIENT_SHARDED, 2, 1, id="more than one primary carries"),
        pytest.param(busy(801, tier=MULTI), RedisMode.CLIENT_SHARDED, 3, 1, id="more than two carry"),
        pytest.param(busy(401, tier=MULTI, gateway=CLUSTERED), RedisMode.CLUSTER, 2, 1, id="sharded pub/sub"),
        pytest.param(busy(401, tier=MULTI, gateway=BOTH), RedisMode.CLIENT_SHARDED, 2, 1, id="either"),
        pytest.param(users(66_667), None, 0, 0, id="managed"),
    ],
)
def test_the_mode_follows_tier_state_and_deliveries(
    features: FeatureSet, mode: RedisMode | None, shards: int, replicas: int
) -> None:
    redis = decide(features).redis

    assert (redis.decision.choice, redis.shards, redis.replicas) == (mode, shards, replicas)


@pytest.mark.parametrize("features", [users(1), users(6_667), busy(401, tier=MULTI)])
def test_cluster_mode_is_rejected_for_centrifugo_with_its_reason(features: FeatureSet) -> None:
    (reason,) = (each.reason for each in decide(features).redis.decision.rejected if each.alternative == "cluster")

    assert "sends every message to every node" in reason


def test_a_message_costs_redis_one_delivery_for_each_task_and_not_for_each_client() -> None:
    decided = decide(users(6_667))
    figures = {each.name: each for each in decided.capacity}

    assert figures["tasks"].value == 4
    assert figures["redis_deliveries"].working.startswith("ceil(333.35 × 4) = 1334")
    assert figures["deliveries"].working.startswith("ceil(2666.8) = 2667")


def test_the_feature_that_needs_state_is_named() -> None:
    decision = decide(KEPT).redis.decision

    assert decision.because.startswith("What chat promises about delivery")
    assert [fact.subject for fact in decision.facts] == [
        "platform.gateway",
        "features.chat.delivery",
        "features.chat.history",
    ]
