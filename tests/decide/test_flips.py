from __future__ import annotations

import pytest

from rtgen.decide.decision import Fact
from rtgen.decide.flips import Flip, Outcome, Scalar, flips
from rtgen.domain.provenance import DefaultOf

NOW = Outcome("single", "RT404")
OTHER = Outcome("multi", "RT405")


def fact(subject: str, value: str) -> Fact:
    return Fact(subject, value, DefaultOf("this test"))


@pytest.mark.parametrize(
    ("start", "crossing"), [(2_500, 6_667), (6_666, 6_667), (1, 1_000_000_000), (1, 2), (123_456, 123_987)]
)
def test_a_number_flips_at_the_very_first_value(start: int, crossing: int) -> None:
    def ask(_: str, value: Scalar) -> Outcome:
        assert isinstance(value, int)
        return OTHER if value >= crossing else NOW

    (found,) = flips([fact("audience.peak_users", str(start))], NOW, ask)

    assert found == Flip("audience.peak_users", str(start), crossing, OTHER)


def test_a_number_is_searched_in_both_directions() -> None:
    def ask(_: str, value: Scalar) -> Outcome:
        seconds = int(str(value).removesuffix("s"))
        return NOW if 30 < seconds <= 60 else OTHER

    found = flips([fact("features.status.freshness", "45 s")], NOW, ask)

    assert [each.after for each in found] == ["30s", "61s"]


def test_a_number_is_not_searched_where_the_spec_would_contradict_itself() -> None:
    def ask(_: str, value: Scalar) -> Outcome | None:
        return None if isinstance(value, int) and value > 70 else NOW

    assert flips([fact("features.chat.users", "50")], NOW, ask) == ()


def test_growth_is_written_with_two_decimals() -> None:
    def ask(_: str, value: Scalar) -> Outcome:
        assert isinstance(value, (int, float))
        return OTHER if value >= 1.78 else NOW

    (found,) = flips([fact("audience.growth", "1")], NOW, ask)

    assert found.after == "1.78"


def test_every_other_word_is_tried_and_a_word_that_changes_nothing_is_no_flip() -> None:
    asked: list[Scalar] = []

    def ask(_: str, value: Scalar) -> Outcome:
        asked.append(value)
        return OTHER if value == "require" else NOW

    found = flips([fact("platform.managed", "allow")], NOW, ask)

    assert asked == ["avoid", "require"]
    assert [each.after for each in found] == ["require"]


def test_what_has_no_other_value_is_left_out() -> None:
    assert flips([fact("platform.client", "centrifuge-js")], NOW, lambda _path, _value: OTHER) == ()
