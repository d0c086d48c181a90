"""A managed stack stays with its provider until the spec asks for another, or until another one is clearly cheaper."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_feature_set
from decide.rule_cases import hourly
from rtgen.decide import decide
from rtgen.decide.decisions import Decisions
from rtgen.decide.lock import RULE_SET_VERSION, Recorded, RecordedDecisions
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Managed, Provider

FEW, MANY = 15_000, 20_000
"""At the first Ably costs 810 USD a month and Pusher 699, at the second 946 and 899."""


def spec(users: int, **platform: object) -> FeatureSet:
    return hourly(users, **{"managed": Managed.REQUIRE, **platform})


def recorded(choice: str, facts: str = "provider auto; region eu-west-1; connections 1") -> RecordedDecisions:
    return {"provider": Recorded(choice, facts, RULE_SET_VERSION)}


def chosen(decisions: Decisions) -> tuple[Provider | None, str]:
    return decisions.provider.decision.choice, decisions.provider.decision.rule


def test_without_a_record_the_cheapest_is_taken_and_recorded() -> None:
    decisions = decide(spec(MANY))

    assert chosen(decisions) == (Provider.PUSHER, "RT872")
    assert decisions.recorded["provider"].choice == "pusher"
    assert decide(spec(MANY), decisions.recorded) == decisions


def test_within_a_tenth_of_the_price_the_recorded_one_stays_and_the_plan_says_so() -> None:
    decisions = decide(spec(MANY), recorded("ably"))

    assert chosen(decisions) == (Provider.ABLY, "RT878")
    assert decisions.provider.decision.because == (
        "Ably Pro fits, at 946 USD a month: within 10 % of Pusher Plus, so the recorded provider stays."
    )
    assert decisions.provider.decision.rejected[0].alternative == "pusher"
    (finding,) = [each for each in decisions.findings if each.rule == "RT878"]
    assert "--update-decisions" in finding.fix
    assert decide(spec(MANY), decisions.recorded) == decisions


@pytest.mark.parametrize(
    ("users", "record"),
    [
        pytest.param(FEW, recorded("ably"), id="more than a tenth dearer"),
        pytest.param(MANY, recorded("supabase"), id="one without a price, where another has one"),
        pytest.param(MANY, recorded("ably", "provider auto; region us-east-1; connections 1"), id="another region"),
        pytest.param(MANY, recorded("carrier-pigeon"), id="no provider at all"),
    ],
)
def test_else_it_is_chosen_anew(users: int, record: RecordedDecisions) -> None:
    assert chosen(decide(spec(users), record)) == (Provider.PUSHER, "RT872")


def test_a_recorded_provider_that_no_longer_fits_is_left() -> None:
    """Pusher serves from Ireland and not from Frankfurt."""
    moved = spec(MANY, region="eu-central-1")

    assert chosen(decide(moved, recorded("pusher", "provider auto; region eu-central-1; connections 1"))) == (
        Provider.ABLY,
        "RT872",
    )


def test_one_that_the_spec_names_is_taken_whatever_was_recorded() -> None:
    assert chosen(decide(spec(MANY, provider=Provider.ABLY), recorded("pusher"))) == (Provider.ABLY, "RT871")


def test_newer_rules_and_prices_move_nothing_on_the_same_facts() -> None:
    before = decide(spec(FEW)).recorded["provider"]._replace(choice="ably", version=RULE_SET_VERSION - 1)

    decisions = decide(spec(FEW), {"provider": before})

    assert chosen(decisions) == (Provider.ABLY, "RT410")
    assert decisions.recorded["provider"] == before
    (said,) = [each.message for each in decisions.findings if each.rule == "RT410"]
    assert said.startswith("The provider stays ably. Kept as rule set 0 decided it; rule set 1 would take pusher")


def test_a_tier_of_its_own_records_no_provider() -> None:
    assert "provider" not in decide(make_feature_set()).recorded


def test_the_band_is_a_tenth_of_the_cheapest_price() -> None:
    decisions = decide(spec(MANY), recorded("ably"))
    by_name = {each.name: each.monthly for each in decisions.provider.candidates}

    assert by_name["pusher"] < by_name["ably"] <= by_name["pusher"] * Fraction(11, 10)
