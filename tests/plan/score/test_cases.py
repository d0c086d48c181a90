"""A bad spec of each kind scores low, and a good one gets everything."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from builders import make_feature, make_feature_set
from plan.score.scored import CASES, EXAMPLES, expected, planned, title
from planning import plan
from render import golden
from rtgen.decide import decide
from rtgen.domain.features import Publish
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Communication, Provider, Publisher, RateUnit, Tier
from rtgen.plan.rubric import BASIC, FULL, MISSING, MOST, Dimension, DimensionName, Score, Verdict
from rtgen.plan.score import DIMENSIONS, score
from rtgen.plan.score.kept import lasting

SELDOM = Publish(Fraction(1, 600), RateUnit.USER, 100, Publisher.CLIENT)


@pytest.mark.parametrize("case", CASES, ids=title)
def test_a_spec_scores_as_it_says(case: Path) -> None:
    _, plan = planned(case)
    points = {each.name.value: each.points for each in plan.score.dimensions}

    assert {name: points[name] for name in expected(case)} == expected(case)


def test_a_forced_transport_that_does_not_fit_stands_in_the_score_without_its_finding_too() -> None:
    features, plan = planned(next(case for case in CASES if title(case) == "forced-transport"))
    accepted = plan._replace(decisions=plan.decisions._replace(findings=()))

    assert plan.decisions.findings
    assert score(features, accepted).dimensions[0].points == BASIC


@pytest.mark.parametrize("case", [*CASES, *EXAMPLES], ids=title)
def test_what_lacks_points_says_what_it_needs(case: Path) -> None:
    _, plan = planned(case)

    assert all(bool(each.raise_) == (each.points < FULL) for each in plan.score.dimensions)
    assert all(need for each in plan.score.dimensions for need in each.raise_)


def test_each_dimension_has_a_spec_that_lacks_it() -> None:
    lowest = {name for case in CASES for name, points in expected(case).items() if points == MISSING}

    assert lowest == set(DimensionName)


def test_all_dimensions_are_judged_in_order() -> None:
    assert [name for name, _ in DIMENSIONS] == list(DimensionName)
    assert len(DIMENSIONS) * FULL == MOST


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        ((5, 5, 5, 5, 5, 5, 5), Verdict.RELIABLE),
        ((5, 5, 5, 5, 3, 3, 3), Verdict.RELIABLE),
        ((5, 5, 5, 5, 3, 3, 1), Verdict.FRAGILE),
        ((3, 3, 3, 3, 3, 3, 3), Verdict.FRAGILE),
        ((5, 3, 3, 3, 3, 1, 1), Verdict.DROPPED),
    ],
)
def test_the_verdict_follows_the_total(points: tuple[int, ...], verdict: Verdict) -> None:
    score = Score(tuple(Dimension(name, each, (), ()) for name, each in zip(DimensionName, points, strict=True)))

    assert (score.total, score.verdict) == (sum(points), verdict)


def test_the_examples_score_as_reviewed() -> None:
    lines = []
    for example in EXAMPLES:
        score = planned(example)[1].score
        lines.append(f"{title(example)}: {score.total}, {score.verdict}")
        lines += [f"  {each.name} {each.points}: {'; '.join(each.raise_)}".rstrip(": ") for each in score.dimensions]

    golden.matches("scores.txt", "\n".join(lines) + "\n")


def test_a_providers_promise_is_never_evidence() -> None:
    for spec in (*CASES, *EXAMPLES):
        _, plan = planned(spec)
        assert all(evidence.test for each in plan.score.dimensions for evidence in each.evidence)
        if plan.managed is not None:
            # What nobody has to promise is all that can be full: an order that no feature asks for, and what waits for
            # who is away where nothing has to.
            unasked = {DimensionName.ORDERING} | (set() if lasting(plan) else {DimensionName.OFFLINE})
            assert {each.name for each in plan.score.dimensions if each.points == FULL} <= unasked


def test_where_nothing_has_to_wait_no_provider_promises_that_it_does() -> None:
    tier = ForcedTier(Tier.MANAGED, "this test")
    online = make_feature("online", communication=Communication.PRESENCE, history=None, publish=SELDOM)
    points = {}
    for name, features in (("presence", [online]), ("talk", [online, make_feature("talk", history=None)])):
        complete = make_feature_set(*features, tier=tier, provider=Provider.ABLY)
        settled = plan(complete, decide(complete)).score
        points[name] = next(each.points for each in settled.dimensions if each.name is DimensionName.OFFLINE)

    assert points == {"presence": FULL, "talk": MISSING}
