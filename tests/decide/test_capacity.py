from __future__ import annotations

from fractions import Fraction

import pytest

from builders import OWN, make_audience, make_environment, make_feature, make_feature_set, make_notifications
from decide.arithmetic import check
from decide.rule_cases import CASES, MULTI, busy, hoard, rare, users
from rtgen.decide import decide
from rtgen.decide.capacity.redis import Asked, first_fitting
from rtgen.decide.capacity.waf import mean_wait
from rtgen.decide.decision import Figure
from rtgen.decide.decisions import Decisions
from rtgen.domain.features import FeatureSet, Publish
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Availability, Managed, Publisher, RateUnit, Tier

USERS = 20_000
SHOP = make_feature_set(
    make_feature(users=USERS),
    make_notifications(users=USERS),
    rare(300, users=USERS),
    audiences=[make_audience(peak_users=USERS)],
    environments=[make_environment(), make_environment("staging", scale=Fraction(1, 10))],
)


def figures(decisions: Decisions) -> dict[str, Figure]:
    return {each.name: each for each in decisions.capacity}


def worked(features: FeatureSet, name: str) -> str:
    """The arithmetic of a figure, without its notes."""
    return figures(decide(features))[name].working.split("; ")[0]


@pytest.mark.parametrize(
    ("name", "working"),
    [
        ("peak_connections", "20000 + 20000 = 40000"),
        ("max_connections", "ceil((20000 + 20000) × 1 × 1.5) = 60000"),
        ("publications", "ceil(1000 + 1000/3 + 100/9) = 1345"),
        ("deliveries", "ceil(8000 + 1000/3) = 8334"),
        ("egress", "ceil(8192000 + 1024000/3 + (8000 + 1000/3) × 150) = 9783334"),
        ("heartbeat_answers", "ceil(20000 ÷ 25) = 800"),
        ("poll_requests", "ceil(400/3) = 134"),
        ("alb_capacity_units", "ceil(max(40000 ÷ 3000, 9783334 × 3600 ÷ 1000000000, (800 + 134) ÷ 1000)) = 36"),
        ("publisher_connections", "ceil((1000/3 + 100/9) ÷ 1470) = 1"),
        ("connections_per_task", "min(50000, 25000 × 1, 20000 × 2) = 25000"),
        ("tasks_for_connections", "ceil(60000 ÷ 25000) = 3"),
        ("tasks_for_zone_loss", "ceil(ceil(40000 ÷ 25000) × 2 ÷ 1) = 4"),
        ("tasks_for_deliveries", "ceil(25000/3 ÷ (12500 × 1)) = 1"),
        ("tasks_for_egress", "ceil(9783334 ÷ 62500000) = 1"),
        ("tasks", "max(2, 3, 1, 1, 4) = 4"),
        ("tasks_most", "max(2, 3, 1, 1, 4) × 2 = 8"),
        ("scale_at", "floor(25000 × 0.65) = 16250"),
        ("rebalancing", "ceil(16250 ÷ 2000) = 9"),
        ("file_descriptors", "25000 + 1000 = 26000"),
        ("task_memory", "ceil(25000 × 51200 + 68157440 + 134217728) = 1482375168"),
        ("fargate_vcpu_quota", "ceil(8 × 1 × 2) = 16"),
        ("redis_deliveries", "ceil(3100/9 + 1000 × 4) = 4345"),
        ("redis_memory", "ceil((307200000 + 102400000 + 10240000) × 1.25 + (20000 + 20000 + 7500) × 4600) = 743300000"),
        ("redis_connections", "8 × 4 × 2 = 64"),
        ("reconnect_min_delay", "max(500, ceil(40000 × 1000 ÷ 8000 ÷ 100) × 100) = 5000"),
        ("reconnect_max_delay", "max(20000, 4 × 5000) = 20000"),
        ("storm_deployment", "ceil(40000 ÷ 5) = 8000"),
        ("accepted_zone_loss", "2 × 2000 = 4000"),
    ],
)
def test_each_figure_is_worked_out_in_the_open(name: str, working: str) -> None:
    assert worked(SHOP, name) == working


@pytest.mark.parametrize("rule", CASES)
def test_every_working_gives_its_value_when_it_is_done_again(rule: str) -> None:
    for features in CASES[rule]:
        decided = decide(features)
        of_environments = (each for environment in decided.environments for each in environment.figures)
        for each in (*decided.capacity, *of_environments, decided.tier.max_connections, decided.tier.peak_connections):
            check(each.working, each.value)


def test_what_nobody_published_is_labelled_where_it_is_used() -> None:
    assumed = {name for name, each in figures(decide(SHOP)).items() if "assumption:" in each.working}

    assert assumed == {
        "egress",
        "tasks_for_egress",
        "task_memory",
        "connect_rate",
        "file_descriptors",
        "redis_delivered",
        "redis_messages",
    }


def test_each_environment_has_sizes_of_its_own() -> None:
    prod, staging = decide(SHOP).environments

    assert (prod.environment, prod.size.cpu, prod.size.tasks_min) == ("prod", 1_024, 4)
    assert (staging.environment, staging.size.cpu, staging.size.tasks_min) == ("staging", 256, 2)
    assert prod.size.redis_node_type == "cache.m7g.large"
    assert staging.size.redis_node_type == "cache.t4g.micro"


@pytest.mark.parametrize(
    ("number", "cpu", "memory_mib"), [(1, 256, 1_024), (4_166, 256, 1_024), (4_167, 512, 1_024), (6_666, 512, 1_024)]
)
def test_a_single_task_grows_with_its_connections(number: int, cpu: int, memory_mib: int) -> None:
    size = decide(users(number)).environments[0].size

    assert (size.cpu, size.memory_mib, size.tasks_min, size.tasks_max) == (cpu, memory_mib, 1, 1)


def test_a_single_task_grows_with_its_deliveries() -> None:
    size = decide(busy(100)).environments[0].size

    assert (size.cpu, size.connections_per_task, size.tasks_max) == (8_192, 50_000, 1)


def test_a_single_task_without_redis_has_memory_for_its_history() -> None:
    large = Publish(Fraction(1, 10), RateUnit.USER, 65_536, Publisher.SERVER)
    kept = make_notifications(users=1_000, publish=large, history=300)

    assert decide(make_feature_set(kept)).environments[0].size.memory_mib > 1_024


def test_high_availability_survives_one_of_three_zones() -> None:
    high = users(40_000, availability=Availability.HIGH)

    assert worked(high, "tasks_for_zone_loss") == "ceil(ceil(40000 ÷ 12500) × 3 ÷ 2) = 6"
    assert worked(high, "storm_zone_loss") == "ceil(13334 ÷ 6.7) = 1991"


def test_tasks_that_deliver_much_are_added_with_their_connections() -> None:
    """4,000 users hear 400,000 messages a second: sixteen tasks with 250 connections each, far from any cap."""
    size = decide(busy(400, tier=MULTI)).environments[0].size

    assert (size.tasks_min, size.scale_at) == (16, 250)


def test_the_redis_node_follows_memory_and_a_burstable_one_is_left_early() -> None:
    assert decide(hoard(13_729)).environments[0].size.redis_node_type == "cache.r7g.16xlarge"
    assert decide(users(60_000)).environments[0].size.redis_node_type == "cache.m7g.large"


@pytest.mark.parametrize(
    ("connections", "shards", "node"),
    [
        pytest.param(12_287, 1, "cache.t4g.micro", id="as many as the memory of the smallest holds"),
        pytest.param(12_288, 1, "cache.t4g.small", id="one more"),
        pytest.param(12_288, 3, "cache.t4g.small", id="each task connects to each shard"),
        pytest.param(65_000, 1, "cache.t4g.medium", id="as many as a node takes"),
        pytest.param(65_001, 1, None, id="more than any node takes"),
    ],
)
def test_connections_alone_decide_a_node_type(connections: int, shards: int, node: str | None) -> None:
    """Next to nothing is kept or delivered: only the tasks are many."""
    little = Fraction(1)

    found = first_fitting(Asked(little, little, little, little, Fraction(connections)), shards)

    assert (None if found is None else found.name) == node


def test_more_connections_than_any_node_takes_are_an_error() -> None:
    (finding,) = (each for each in decide(users(120_000_000, managed=Managed.AVOID)).findings if each.rule == "RT502")

    assert "a node of any type takes 65,000" in finding.message


@pytest.mark.parametrize("scale", [Fraction(1, 1_000), Fraction(1), Fraction(20)])
def test_the_tier_is_the_same_in_every_environment(scale: Fraction) -> None:
    single = make_feature_set(
        environments=[make_environment("a", scale=scale)], tier=ForcedTier(Tier.SINGLE, "one is enough")
    )
    several = make_feature_set(environments=[make_environment("a", scale=scale)], tier=MULTI)

    assert decide(single).environments[0].size.tasks_max == 1
    assert decide(several).environments[0].size.tasks_min >= 2


def test_an_office_may_come_back_all_at_once() -> None:
    """500 users, each with 33 attempts of two requests in five minutes, twelve pings, and fifteen messages."""
    found = decide(make_feature_set(make_feature(users=100), audiences=[make_audience(peak_users=100)]))

    assert figures(found)["reconnect_attempts"].value == 33
    assert found.environments[0].waf_requests_per_address == 500 * (2 * 33 + 12 + 15)


@pytest.mark.parametrize(("behind", "limit"), [(1, 100), (10**9, 2_000_000_000)])
def test_the_limit_stays_within_what_the_waf_takes(behind: int, limit: int) -> None:
    quiet = make_feature(channel=OWN, publish=Publish(Fraction(1, 3_600), RateUnit.USER, 64, Publisher.SERVER))

    assert decide(make_feature_set(quiet, users_per_address=behind)).environments[0].waf_requests_per_address == limit


@pytest.mark.parametrize(
    ("bound", "mean"),
    [(Fraction(1, 2), Fraction(3, 4)), (Fraction(16), Fraction(17, 2)), (Fraction(20), Fraction("10.49375"))],
)
def test_the_mean_wait_is_that_of_the_sdk(bound: Fraction, mean: Fraction) -> None:
    """centrifuge-js 5.8.0 waits min(max, min + random(0, bound)), here with 0.5 s and 20 s."""
    assert mean_wait(Fraction(1, 2), bound, Fraction(20)) == mean
