from __future__ import annotations

from fractions import Fraction

import pytest

from render.sample_plan import ABLY
from rtgen.decide.threshold import Threshold
from rtgen.render.thresholds import banded, falling, nearest, out_of_sight, rows, said


def threshold(name: str, holds: str, **over: object) -> Threshold:
    base = Threshold(name, 6_000, 10_000, "connections", Fraction(holds), Fraction(4_000), "multi tier")
    return base._replace(**over)


def test_a_threshold_in_a_sentence_names_growth_percent_and_users() -> None:
    assert said(threshold("tasks", "5/3")) == "At 1.67 × today's peak (room for 66 % or 2,666 users): then multi tier."


def test_the_band_of_a_recorded_decision_has_rows_of_its_own_and_a_sentence() -> None:
    above, below = threshold("tier_recorded", "11/6"), threshold("tier_recorded_falls", "0.95", threshold=9_000)

    assert [row[0] for row in rows([above, below])] == ["Tier, once recorded", "Tier, once recorded, shrinking"]
    assert rows([below])[0][2:] == ("down to 9,000 connections", "multi tier", "0.95", "5 % less", "200 less")
    assert "10 % beyond its threshold" in banded([above])
    assert banded([threshold("tier", "5/3")]) == ""


def test_what_less_load_crosses_is_not_next_but_below() -> None:
    above, below = threshold("tier", "5/3"), threshold("tier_recorded_falls", "0.95")

    assert (nearest([below, above]), falling([below, above]), falling([above])) == (above, below, None)
    assert said(below) == (
        "At 0.95 × today's peak (with less load: the peak may fall by 5 % or 200 users): then multi tier."
    )


def test_what_is_crossed_already_says_so() -> None:
    assert said(threshold("tier", "0.5")) == "Crossed already, at 0.51 × today's peak: then multi tier."


@pytest.mark.parametrize(
    ("holds", "name"),
    [
        pytest.param({"tier": "1.5", "tasks": "1.2"}, "tasks", id="the smallest growth"),
        pytest.param({"tier": "0.5", "tasks": "1.2"}, "tasks", id="what is crossed is no longer next"),
        pytest.param({"tier": "0.5"}, "tier", id="unless nothing else is"),
    ],
)
def test_the_nearest_is_what_comes_next(holds: dict[str, str], name: str) -> None:
    found = nearest([threshold(each, growth) for each, growth in holds.items()])

    assert found is not None
    assert found.name == name


def test_without_thresholds_none_is_near() -> None:
    assert nearest(()) is None


def test_a_limit_of_the_provider_is_told_by_its_name() -> None:
    of = threshold("provider_messages_a_day", "1.5", unit="messages a day", then="Pusher Pro")
    ((name, now, most, then, *_),) = rows([of])

    assert (name, now, then) == ("Provider: messages a day", "6,000", "Pusher Pro")
    assert most.endswith(" messages a day")


def test_a_plan_without_a_limit_in_sight_says_so() -> None:
    assert out_of_sight(ABLY) == "No published limit of Ably Pro is crossed below 128 × today's peak."


def test_bytes_are_told_in_a_unit_that_compares() -> None:
    of = threshold("redis_node_type", "1.1", value=5 << 30, threshold=3 << 29, unit="bytes/s")
    ((_, now, most, *_),) = rows([of])

    assert (now, most) == ("5.0 GiB", "1.5 GiB/s")
