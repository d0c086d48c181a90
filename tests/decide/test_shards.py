"""Another number of shards than the last plan had is a finding, as often as the same spec is planned."""

from __future__ import annotations

import pytest

from decide.rule_cases import CLUSTERED, MULTI, busy, users
from rtgen.decide import decide
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.decide.lock import NOTHING
from rtgen.decide.shards import undecided

TWO, THREE = busy(401, tier=MULTI), busy(900, tier=MULTI)


def told(decisions: Decisions) -> list[Finding]:
    return [each for each in decisions.findings if each.rule == "RT418"]


def test_one_more_is_told() -> None:
    (finding,) = told(decide(THREE, decide(TWO).recorded))

    assert finding.message.startswith("Redis goes from 2 to 3 shards: the next deployment moves channels")
    assert finding.message.endswith("what is kept of a channel that moves is lost.")


def test_it_is_told_until_the_spec_asks_for_another_load() -> None:
    first = decide(THREE, decide(TWO).recorded)
    again = decide(THREE, first.recorded)
    later = decide(busy(901, tier=MULTI), again.recorded)

    assert (told(again), again.recorded) == (told(first), first.recorded)
    assert told(later) == []
    assert told(decide(busy(901, tier=MULTI), later.recorded)) == []


def test_one_that_becomes_several_moves_channels_as_well() -> None:
    (finding,) = told(decide(TWO, decide(users(6_667)).recorded))

    assert "from 1 to 2 shards" in finding.message


def test_in_a_cluster_keys_move_along() -> None:
    two, three = (busy(rate, tier=MULTI, gateway=CLUSTERED) for rate in (401, 900))

    (finding,) = told(decide(three, decide(two).recorded))

    assert "may be missed" in finding.message


def test_decisions_that_are_made_anew_leave_it_known_how_many_there_were() -> None:
    assert told(decide(THREE, undecided(decide(TWO).recorded)))


@pytest.mark.parametrize("spec", [TWO, users(1)], ids=["the same number", "no Redis any more"])
def test_nothing_is_told(spec: object) -> None:
    assert told(decide(spec, decide(TWO).recorded)) == []
    assert told(decide(spec, NOTHING)) == []
