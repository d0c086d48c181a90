"""Published architectures, held against what rtgen decides for their needs."""

from __future__ import annotations

import datetime

import pytest

from published.cases import NAMES, REASONS, case, differences, ours, own
from rtgen.diagnostics import Severity
from rtgen.domain.vocabulary import Tier

each_case = pytest.mark.parametrize("name", NAMES)


@each_case
def test_what_differs_has_a_reason_and_what_has_a_reason_differs(name: str) -> None:
    of = case(name)

    assert sorted(differences(of)) == sorted(of.reasons)
    assert all(reason.endswith(".") and len(reason) > len("because it is so.") for reason in of.reasons.values())


@each_case
def test_a_case_says_either_that_all_is_the_same_or_what_differs(name: str) -> None:
    told = case(name).told

    assert ("differs" in told) != (told.get("same") is True)


@each_case
def test_a_case_has_sources_with_the_day_they_were_read(name: str) -> None:
    sources = case(name).told["sources"]

    assert sources
    for source in sources:
        assert source["title"]
        assert source["url"].startswith("https://")
        assert isinstance(source["read"], datetime.date)


@each_case
def test_a_case_tells_of_every_feature_of_its_spec(name: str) -> None:
    of = case(name)

    assert {*of.told["did"]["transport"]} == {each.feature.id for each in ours(of.spec).features}


@each_case
def test_a_spec_says_of_every_figure_whether_it_was_published(name: str) -> None:
    lines = case(name).spec.read_text(encoding="utf-8").splitlines()
    figures = [line for line in lines if line.strip().startswith(("peak_users", "channel", "publish", "history"))]

    assert figures
    assert [line for line in figures if "# published" not in line and "# assumption" not in line] == []


@each_case
def test_nothing_that_a_plan_finds_is_an_error(name: str) -> None:
    found = ours(case(name).spec).findings

    assert [each.message for each in found if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", [name for name in NAMES if ours(case(name).spec).tier.decision.choice is Tier.MANAGED])
def test_with_a_team_of_its_own_the_tier_is_what_they_built(name: str) -> None:
    of = case(name)

    assert own(of.spec).tier.decision.choice == of.told["did"]["tier"]
    assert "RT873" in {each.rule for each in ours(of.spec).findings}, (
        "the page says that no provider has a price for it"
    )


def test_every_shared_reason_is_used() -> None:
    used = {said for name in NAMES for said in case(name).told.get("differs", {}).values()}

    assert set(REASONS) <= used


def test_there_are_at_least_ten_of_as_many_companies() -> None:
    assert len({case(name).told["who"].partition(",")[0] for name in NAMES}) >= 10
