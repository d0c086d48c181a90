"""Features that ask the same are decided once, and nothing that one of them says by itself is lost on the way."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_environment, make_feature, make_feature_set, provenance
from rtgen.decide import decide
from rtgen.decide.alike import once
from rtgen.decide.decisions import FeatureDecisions
from rtgen.decide.lock import Recorded
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Delivery


def decided(*features: Feature) -> tuple[FeatureDecisions, ...]:
    return decide(make_feature_set(*features)).features


def test_names_titles_and_lines_ask_for_nothing() -> None:
    one = make_feature("one", title="One", provenance=provenance(5, {"history": (6, 9)}))
    two = make_feature("two", title="Two", provenance=provenance(50, {"history": (52, 3)}))

    first, second = decided(one, two)

    assert first.transport is second.transport
    assert first.patterns is second.patterns
    assert (first.feature, second.feature) == (one, two)


@pytest.mark.parametrize(
    "other",
    [
        make_feature("two", delivery=Delivery.AT_LEAST_ONCE),
        make_feature("two", publish=make_feature().publish._replace(rate=Fraction(7))),
        make_feature("two", provenance=provenance(5, {"history": (6, 9)})),
    ],
    ids=["another word", "another number", "given instead of left open"],
)
def test_whoever_asks_for_something_else_is_answered_anew(other: Feature) -> None:
    first, second = decided(make_feature("one"), other)

    assert first.alike is not second.alike


def test_what_an_earlier_plan_recorded_stands_for_one_feature_alone() -> None:
    spec = make_feature_set(make_feature("one"), make_feature("two"), environments=[make_environment()])
    facts = decide(spec).recorded["features.one.transport"].facts
    kept, anew = decide(spec, {"features.one.transport": Recorded("sse", facts, 0)}).features

    assert (kept.transport.choice, anew.transport.choice) == ("sse", "websocket")
    assert kept.alike is None


def test_a_question_about_many_is_asked_once_for_each_kind_of_them() -> None:
    many = decided(*(make_feature(f"f-{n}", users=1_000 - n % 3) for n in range(30)))
    asked: list[str] = []
    answer = once(lambda each: asked.append(each.feature.id) or each.feature.users)

    assert [answer(each) for each in many] == [each.feature.users for each in many]
    assert len(asked) == 3
