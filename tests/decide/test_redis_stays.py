"""Near a threshold what is recorded of Redis stays, and the plan says so; farther away it changes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_audience, make_feature, make_feature_set
from decide.rule_cases import CLUSTERED, MULTI, busy
from rtgen.decide import decide
from rtgen.decide.decisions import Decisions
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Availability, Delivery, RedisMode


def after(*specs: FeatureSet) -> Decisions:
    """The last of these specs, each planned with what the one before it recorded."""
    decisions = decide(specs[0])
    for spec in specs[1:]:
        decisions = decide(spec, decisions.recorded)
    return decisions


def said(decisions: Decisions) -> list[str]:
    return [finding.message for finding in decisions.findings if finding.rule == "RT419"]


def rooms(number: int, **platform: object) -> FeatureSet:
    """A thousand deliveries a second to each room; 400 rooms are what one primary carries."""
    return busy(number, tier=MULTI, **platform)


@pytest.mark.parametrize(
    ("was", "now", "shards"),
    [
        pytest.param(400, 401, 1, id="just above"),
        pytest.param(400, 440, 1, id="a tenth above"),
        pytest.param(400, 441, 2, id="more than a tenth above"),
        pytest.param(401, 400, 2, id="just below"),
        pytest.param(401, 361, 2, id="nearly a tenth below"),
        pytest.param(401, 359, 1, id="more than a tenth below"),
        pytest.param(800, 801, 2, id="the next threshold"),
        pytest.param(801, 799, 3, id="the next threshold, from above"),
        pytest.param(400, 810, 3, id="a number that does not meet this threshold"),
    ],
)
def test_near_a_threshold_the_recorded_shards_stay(was: int, now: int, shards: int) -> None:
    decisions = after(rooms(was), rooms(now))

    assert decisions.redis.shards == shards
    assert bool(said(decisions)) is (shards != decide(rooms(now)).redis.shards)
    assert decide(rooms(now), decisions.recorded) == decisions


def test_a_little_more_and_back_moves_no_channel() -> None:
    there, back = after(rooms(400), rooms(420)), after(rooms(400), rooms(420), rooms(400))

    assert (there.redis.decision.choice, there.redis.shards) == (RedisMode.REPLICATED, 1)
    assert (back.redis.decision.choice, back.redis.shards) == (RedisMode.REPLICATED, 1)
    (message,) = said(there)
    assert message == (
        "Redis stays at one shard, where 2 would be decided anew. 420,000 deliveries a second are within 10 % of the "
        "400,000 that one primary carries: the recorded number of shards stays."
    )
    assert not said(back)


def test_the_mode_stays_with_its_shards_and_names_the_other() -> None:
    kept = after(rooms(450), rooms(390)).redis

    assert (kept.decision.choice, kept.decision.rule, kept.shards) == (RedisMode.CLIENT_SHARDED, "RT419", 2)
    assert kept.decision.rejected[0].alternative == "replicated"
    assert "more than 10 % beyond" in kept.decision.rejected[0].reason
    assert len({each.alternative for each in kept.decision.rejected}) == len(RedisMode) - 1


@pytest.mark.parametrize("platform", [{"availability": Availability.HIGH}, {"gateway": CLUSTERED}])
def test_where_more_than_the_load_has_changed_the_table_decides(platform: dict[str, object]) -> None:
    changed = rooms(401, **platform)

    assert after(rooms(400), changed).redis.shards == (1 if "availability" in platform else 2)


def kept(messages: int) -> FeatureSet:
    """A chat in which so many messages of 64 KiB are kept, by one server with a node of Redis."""
    chat = make_feature(users=100, history=3_600, delivery=Delivery.AT_LEAST_ONCE)
    chat = chat._replace(publish=chat.publish._replace(rate=Fraction(messages, 360_000), size=65_536))
    return make_feature_set(chat, audiences=[make_audience(peak_users=100)])


def node(decisions: Decisions) -> str | None:
    return decisions.environments[0].size.redis_node_type


@pytest.mark.parametrize(
    ("was", "now", "kept_as"),
    [
        pytest.param(4_800, 5_000, "cache.t4g.small", id="a full node loses what it keeps: no more than it takes"),
        pytest.param(5_000, 4_600, "cache.t4g.small", id="a little less and back"),
        pytest.param(5_000, 4_300, "cache.t4g.micro", id="more than a tenth less"),
        pytest.param(4_000, 4_100, "cache.t4g.micro", id="far from any threshold"),
    ],
)
def test_a_larger_node_stays_while_what_it_keeps_is_nearly_as_much(was: int, now: int, kept_as: str) -> None:
    decisions = after(kept(was), kept(now))

    assert node(decisions) == kept_as
    assert bool(said(decisions)) is (kept_as != node(decide(kept(now))))


@pytest.mark.parametrize(
    ("was", "now", "kept_as"),
    [
        pytest.param(10, 11, "cache.t4g.micro", id="a tenth more"),
        pytest.param(10, 13, "cache.m7g.large", id="more than a tenth more"),
        pytest.param(12, 10, "cache.m7g.large", id="a little less"),
        pytest.param(12, 8, "cache.t4g.micro", id="more than a tenth less"),
    ],
)
def test_a_burstable_node_stays_while_messages_are_few_enough(was: int, now: int, kept_as: str) -> None:
    decisions = after(rooms(was), rooms(now))

    assert node(decisions) == kept_as
    assert bool(said(decisions)) is (kept_as != node(decide(rooms(now))))


def test_the_node_that_stays_is_named_with_its_environment() -> None:
    (message,) = said(after(kept(5_000), kept(4_600)))

    assert message == (
        "The Redis node of prod stays cache.t4g.small: its load is within 10 % of the one at which cache.t4g.micro is "
        "taken."
    )


@pytest.mark.parametrize("choice", ["cache.x9z.huge", "", "two"])
def test_a_record_that_is_none_is_decided_anew(choice: str) -> None:
    spec = rooms(401)
    before = decide(spec).recorded
    names = [name for name in before if name.startswith("redis_")]
    edited = before | {name: before[name]._replace(choice=choice) for name in names}

    assert len(names) == 2
    assert decide(spec, edited) == decide(spec)
