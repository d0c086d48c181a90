"""A threshold is where the rules really decide otherwise."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_audience, make_environment, make_feature, make_feature_set
from decide.rule_cases import CLUSTERED, MULTI, SINGLE, busy, hoard, rare, users
from rtgen.decide import decide
from rtgen.decide.threshold import Threshold
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Availability, Delivery, Managed, Tier

KEPT = {"history": 3_600, "delivery": Delivery.AT_LEAST_ONCE}


def found(spec: FeatureSet) -> dict[str, Threshold]:
    return {each.name: each for each in decide(spec).thresholds}


def grown(spec: FeatureSet, factor: Fraction) -> FeatureSet:
    return spec._replace(
        audiences={name: each._replace(growth=each.growth * factor) for name, each in spec.audiences.items()}
    )


def test_the_tier_says_its_distance_in_percent_users_and_growth() -> None:
    tier = found(users(4_000))["tier"]

    assert (tier.value, tier.threshold, tier.unit, tier.then) == (6_000, 10_000, "connections", "multi tier")
    assert (tier.headroom_percent, tier.headroom_users, tier.growth) == (66, 2_666, Fraction("1.67"))


@pytest.mark.parametrize("number", [1, 700, 4_000, 6_666, 6_667, 50_000, 66_666])
def test_one_hundredth_more_than_it_holds_is_another_tier(number: int) -> None:
    spec = users(number)
    tier = found(spec)["tier"]

    before = decide(grown(spec, tier.growth - Fraction(1, 100))).tier.decision.choice
    assert before is decide(spec).tier.decision.choice
    assert f"{decide(grown(spec, tier.growth)).tier.decision.choice} tier" == tier.then


@settings(max_examples=30, deadline=None)
@given(st.integers(50, 6_000), st.integers(1, 30), st.sampled_from([64, 4_096, 65_536]))
def test_one_hundredth_more_is_another_node_and_another_task(number: int, rate: int, size: int) -> None:
    chat = make_feature(users=number, **KEPT)
    chat = chat._replace(publish=chat.publish._replace(rate=Fraction(rate, 60), size=size))
    spec = make_feature_set(chat, audiences=[make_audience(peak_users=number)], tier=SINGLE)
    now = decide(spec).environments[0].size
    thresholds = found(spec)
    node, tasks = thresholds.get("redis_node_type"), thresholds["tasks"]

    if node is not None and node.then != "no larger node":
        assert decide(grown(spec, node.holds)).environments[0].size.redis_node_type == now.redis_node_type
        assert decide(grown(spec, node.growth)).environments[0].size.redis_node_type == node.then
    if tasks.holds >= 1 and now.cpu < 16_384:
        assert decide(grown(spec, tasks.growth - Fraction(1, 100))).environments[0].size.cpu == now.cpu
        assert decide(grown(spec, tasks.growth)).environments[0].size.cpu > now.cpu


@pytest.mark.parametrize("number", [4_000, 6_600, 6_900, 66_000, 70_000])
def test_a_recorded_tier_stays_to_the_edge_of_its_band(number: int) -> None:
    spec = users(number)
    now = decide(spec)
    edge = found(spec).get("tier_recorded")

    if edge is not None:
        before, after = (
            decide(grown(spec, times), now.recorded) for times in (edge.growth - Fraction(1, 100), edge.growth)
        )
        assert before.tier.decision.choice is now.tier.decision.choice
        assert f"{after.tier.decision.choice} tier" == edge.then
    assert (edge is None) is (now.tier.decision.choice is Tier.MANAGED)


@pytest.mark.parametrize(("number", "least"), [(6_700, 9_000), (7_300, 9_000), (70_000, 90_000)])
def test_less_load_undoes_a_recorded_tier_at_the_other_edge(number: int, least: int) -> None:
    spec = users(number)
    now = decide(spec)
    edge = found(spec)["tier_recorded_falls"]

    before, after = (
        decide(grown(spec, times), now.recorded) for times in (edge.growth + Fraction(1, 100), edge.growth)
    )
    assert (edge.threshold, before.tier.decision.choice) == (least, now.tier.decision.choice)
    assert f"{after.tier.decision.choice} tier" == edge.then


def test_a_tier_that_is_kept_within_its_band_says_how_far_that_reaches() -> None:
    kept = decide(users(7_000), decide(users(6_600)).recorded)
    tier, edge = (each for each in kept.thresholds if each.name.startswith("tier"))

    assert kept.tier.decision.choice is Tier.SINGLE
    assert (tier.headroom_percent, edge.headroom_percent, edge.headroom_users) == (-5, 4, 333)


@pytest.mark.parametrize(
    "spec",
    [users(4_000, tier=SINGLE), users(12_000), users(4_000, availability=Availability.HIGH)],
    ids=["forced", "far", "high availability"],
)
def test_no_less_load_undoes_what_is_forced_or_far(spec: FeatureSet) -> None:
    assert "tier_recorded_falls" not in found(spec)


def test_two_thresholds_of_the_tier_meet_between_them() -> None:
    near = found(users(6_000, large_scale_connections=10_400))

    assert near["tier_recorded"].threshold == 10_200


@pytest.mark.parametrize("rooms", [390, 405, 430, 830])
def test_recorded_shards_stay_to_both_edges(rooms: int) -> None:
    spec = busy(rooms, tier=MULTI)
    now = decide(spec)
    thresholds = found(spec)
    above = thresholds["redis_mode_recorded"]
    below = thresholds.get("redis_mode_recorded_falls")

    def shards(times: Fraction) -> int:
        return decide(grown(spec, times), now.recorded).redis.shards

    assert (shards(above.holds), shards(above.growth)) == (now.redis.shards, now.redis.shards + 1)
    if below is not None:
        assert (shards(below.growth + Fraction(1, 100)), shards(below.growth)) == (
            now.redis.shards,
            now.redis.shards - 1,
        )
    assert (below is None) is (rooms == 390)


@settings(max_examples=10, deadline=None)
@given(st.integers(50, 6_000), st.integers(1, 30), st.sampled_from([64, 4_096, 65_536]))
def test_a_recorded_node_stays_to_both_edges(number: int, rate: int, size: int) -> None:
    chat = make_feature(users=number, **KEPT)
    chat = chat._replace(publish=chat.publish._replace(rate=Fraction(rate, 60), size=size))
    spec = make_feature_set(chat, audiences=[make_audience(peak_users=number)], tier=SINGLE)
    now, thresholds = decide(spec), found(spec)

    def node(times: Fraction) -> str | None:
        return decide(grown(spec, times), now.recorded).environments[0].size.redis_node_type

    of_now = now.environments[0].size.redis_node_type
    for name in ("redis_node_type_recorded", "redis_node_type_recorded_falls"):
        edge = thresholds.get(name)
        if edge is not None:
            within = edge.growth + Fraction(1 if edge.falls else -1, 100)
            assert (node(within), node(edge.growth)) == (of_now, edge.then)


def test_another_gateway_shards_in_a_cluster() -> None:
    assert found(busy(300, tier=MULTI, gateway=CLUSTERED))["redis_mode"].then == "cluster"


def test_several_tasks_hold_until_autoscaling_may_start_no_more() -> None:
    tasks = found(users(20_000))["tasks"]
    size = decide(users(20_000)).environments[0].size

    assert tasks.threshold <= size.tasks_max * size.connections_per_task
    assert tasks.growth > 1


def test_the_mode_of_redis_changes_with_its_deliveries() -> None:
    mode = found(busy(300, tier=MULTI))["redis_mode"]

    assert (mode.threshold, mode.then) == (400_000, "client-sharded")
    assert mode.value <= mode.threshold
    assert found(busy(401, tier=MULTI))["redis_mode"].then == "one more shard"


def test_connections_to_redis_grow_with_the_tasks() -> None:
    many = users(5_000_000, managed=Managed.AVOID)
    now, held = found(users(20_000))["redis_connections"], found(many)["redis_connections"]

    assert (now.value, now.threshold, now.unit) == (64, 65_000, "connections a node")
    assert not [each for each in decide(grown(many, held.holds)).findings if "65,000" in each.message]
    assert [each for each in decide(grown(many, held.growth)).findings if "65,000" in each.message]


def test_what_is_crossed_already_has_less_than_no_headroom() -> None:
    tier, node = found(users(8_000, tier=SINGLE))["tier"], found(hoard(20_000))["redis_node_type"]

    assert (tier.headroom_percent, tier.headroom_users) == (-17, -1_334)
    assert node.holds < 1
    assert node.then == "no larger node"


def test_users_are_those_of_the_largest_environment() -> None:
    spec = users(4_000)._replace(environments=(make_environment("dev", scale=Fraction(1, 10)),))

    assert found(spec)["tier"].users == 400


@pytest.mark.parametrize(
    "spec",
    [users(66_667), users(66_667, managed=Managed.REQUIRE), make_feature_set(rare(300))],
    ids=["large", "required", "polled"],
)
def test_where_nothing_follows_nothing_is_said(spec: FeatureSet) -> None:
    assert "tier" not in found(spec)
