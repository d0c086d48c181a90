from __future__ import annotations

from fractions import Fraction

from builders import make_audience, make_feature, make_feature_set, make_notifications
from decide.rule_cases import rate, users
from rtgen.decide import decide


def test_one_server_without_publishers_shares_the_clients_connection_alone() -> None:
    pooling = decide(make_feature_set(make_feature())).pooling

    assert pooling.because == "All features of a transport share a client's connection."


def test_the_pools_to_redis_and_of_publishers_are_sized() -> None:
    alerts = make_notifications(users=40_000, publish=rate(Fraction(1, 10)))
    decided = decide(make_feature_set(alerts, audiences=[make_audience(peak_users=40_000)]))

    assert "4 pipelined connections to each Redis shard" in decided.pooling.because
    assert "3 connections alive, each good for 1,470 calls a second" in decided.pooling.because
    assert {"redis_connections", "publisher_connections"} <= {each.name for each in decided.capacity}


def test_a_connection_for_each_feature_is_rejected() -> None:
    assert decide(users(1)).pooling.rejected[0].alternative == "a connection for each feature"
