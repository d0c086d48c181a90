"""What holds for every feature set, whatever its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import OWN, make_audience, make_environment, make_feature, make_feature_set, topic
from decide.arithmetic import check
from rtgen.decide import decide
from rtgen.decide.limits import TASK_MEMORY_STEPS
from rtgen.domain.features import Channel, Feature, FeatureSet, ForcedTransport, Publish
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import (
    Availability,
    Communication,
    Delivery,
    Managed,
    Publisher,
    RateUnit,
    Scope,
    Tier,
    Transport,
)

MANY = settings(max_examples=60, deadline=None)
ROOMS = st.builds(
    Channel, st.sampled_from([Scope.ROOM, Scope.DOCUMENT]), st.integers(1, 500), st.just(500), st.integers(1, 20)
)
PUBLISH = st.builds(
    Publish,
    st.builds(Fraction, st.integers(1, 200), st.sampled_from([1, 7, 60, 3_600])),
    st.sampled_from(RateUnit),
    st.integers(1, 65_536),
    st.sampled_from(Publisher),
)
SOME = st.builds(Fraction, st.integers(1, 50), st.integers(1, 20))


@st.composite
def features(draw: st.DrawFn, name: str) -> Feature:
    users = draw(st.integers(1, 100_000))
    communication = draw(st.sampled_from(Communication))
    return make_feature(
        name,
        users=users,
        communication=communication,
        audience=draw(st.sampled_from(["default", "couriers"])),
        channel=draw(st.one_of(ROOMS, st.just(OWN), st.just(topic(users)))),
        publish=draw(PUBLISH),
        freshness=draw(st.builds(Fraction, st.integers(1, 3_600))) if communication == "infrequent" else None,
        history=draw(st.none() | st.integers(1, 604_800)),
        delivery=draw(st.sampled_from(Delivery)),
        request_response=draw(st.booleans()),
        forced=draw(st.none() | st.builds(ForcedTransport, st.sampled_from(Transport), st.just("it must"))),
    )


@st.composite
def feature_sets(draw: st.DrawFn) -> FeatureSet:
    return make_feature_set(
        *[draw(features(f"feature-{number}")) for number in range(draw(st.integers(1, 4)))],
        audiences=[
            make_audience(name, peak_users=100_000, connections_per_user=draw(SOME), growth=draw(SOME))
            for name in ("default", "couriers")
        ],
        environments=[make_environment(name, scale=draw(SOME)) for name in ("dev", "prod")],
        managed=draw(st.sampled_from(Managed)),
        availability=draw(st.sampled_from(Availability)),
        tier=draw(st.none() | st.builds(ForcedTier, st.sampled_from(Tier), st.just("it must"))),
        users_per_address=draw(st.integers(1, 100_000)),
    )


def grown(spec: FeatureSet, factor: Fraction) -> FeatureSet:
    return spec._replace(
        audiences={name: each._replace(growth=each.growth * factor) for name, each in spec.audiences.items()}
    )


@MANY
@given(feature_sets(), st.data())
def test_a_plan_over_its_own_record_changes_nothing(spec: FeatureSet, data: st.DataObject) -> None:
    fresh = decide(spec)
    choices = ["websocket", "sse", "single", "multi", "replicated", "none", "off", "180 s"]
    altered = {
        name: each._replace(choice=data.draw(st.sampled_from(choices)), version=0)
        for name, each in fresh.recorded.items()
    }
    kept = decide(spec, altered)

    assert decide(spec, fresh.recorded) == fresh
    assert decide(spec, kept.recorded) == kept


@MANY
@given(feature_sets(), st.builds(Fraction, st.integers(11, 100), st.just(10)))
def test_growth_never_lowers_the_total_capacity(spec: FeatureSet, factor: Fraction) -> None:
    before, after = decide(spec), decide(grown(spec, factor))

    assert after.tier.max_connections.value >= before.tier.max_connections.value
    if after.tier.decision.choice is before.tier.decision.choice:
        for one, other in zip(before.environments, after.environments, strict=True):
            assert (
                other.size.connections_per_task * other.size.tasks_max
                >= one.size.connections_per_task * one.size.tasks_max
            )


@MANY
@given(feature_sets())
def test_the_order_of_features_and_audiences_does_not_matter(spec: FeatureSet) -> None:
    turned = spec._replace(
        features=tuple(reversed(spec.features)),
        audiences=dict(reversed(list(spec.audiences.items()))),
    )
    first, second = decide(spec), decide(turned)

    assert (first.capacity, first.environments, first.reconnect) == (
        second.capacity,
        second.environments,
        second.reconnect,
    )
    assert first.features == tuple(reversed(second.features))
    assert first.provider.candidates == second.provider.candidates
    assert (first.redis.shards, first.sticky, first.pooling) == (second.redis.shards, second.sticky, second.pooling)


@MANY
@given(feature_sets())
def test_the_same_spec_gives_the_same_decisions(spec: FeatureSet) -> None:
    assert decide(spec) == decide(spec)


@MANY
@given(feature_sets())
def test_sizes_are_such_that_aws_takes_them(spec: FeatureSet) -> None:
    decided = decide(spec)
    single = decided.tier.decision.choice is Tier.SINGLE
    for each in decided.environments:
        size = each.size
        assert size.memory_mib in TASK_MEMORY_STEPS[size.cpu]
        by_cpu, by_memory = 25_000 * size.cpu // 1_024, 20_000 * size.memory_mib // 1_024
        assert size.connections_per_task == min(50_000, by_cpu, by_memory)
        assert 1 <= size.scale_at <= size.connections_per_task < 65_535
        assert (size.tasks_min, size.tasks_max) == (1, 1) if single else 2 <= size.tasks_min <= size.tasks_max
        assert 100 <= each.waf_requests_per_address <= 2_000_000_000
        assert (size.redis_node_type is None) == (decided.redis.decision.choice is None)


@MANY
@given(feature_sets())
def test_a_reconnect_storm_stays_below_what_is_accepted(spec: FeatureSet) -> None:
    comes_back = decide(spec).reconnect

    assert comes_back.storm_rate <= comes_back.accept_rate
    assert 500 <= comes_back.min_delay_ms < comes_back.max_delay_ms


@MANY
@given(feature_sets())
def test_every_working_gives_its_value_when_it_is_done_again(spec: FeatureSet) -> None:
    for each in decide(spec).capacity:
        check(each.working, each.value)


@MANY
@given(feature_sets())
def test_no_decision_holds_a_floating_point_number(spec: FeatureSet) -> None:
    assert not [value for value in values(decide(spec)) if isinstance(value, float)]


def values(of: object) -> Iterator[object]:
    """Everything that is reached from a decision."""
    match of:
        case tuple():
            for each in of:
                yield from values(each)
        case Mapping():
            yield from values(tuple(of.values()))
        case _:
            yield of
