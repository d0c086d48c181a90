from __future__ import annotations

from datetime import date

import pytest

from builders import make_environment, make_feature, make_feature_set, provenance
from planning import plan
from rtgen.decide import decide
from rtgen.decide.decision import Finding
from rtgen.domain.platform import Waiver
from rtgen.plan.waivers import as_of

UNTIL = date(2027, 3, 1)


def waiver(rule: str = "T34", feature: str | None = None, until: date = UNTIL, line: int = 40) -> Waiver:
    return Waiver(rule, feature, "our own app", until, provenance(line))


def judged(*waivers: Waiver) -> tuple[Finding, ...]:
    """The findings of two chats whose clients publish unasked."""
    chats = (make_feature("chat"), make_feature("support"))
    features = make_feature_set(*chats, environments=[make_environment("dev")])._replace(waivers=waivers)
    return plan(features, decide(features)).decisions.findings


def seen(findings: tuple[Finding, ...]) -> list[tuple[str, str | None, bool]]:
    return [(each.rule, each.feature, each.waived is not None) for each in findings]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), [("T34", "chat", False), ("T34", "support", False)]),
        ((waiver(),), [("T34", "chat", True), ("T34", "support", True)]),
        ((waiver(feature="chat"),), [("T34", "chat", True), ("T34", "support", False)]),
        ((waiver("T32"),), [("T34", "chat", False), ("T34", "support", False), ("RT822", None, False)]),
        ((waiver(feature="chats"),), [("T34", "chat", False), ("T34", "support", False), ("RT823", "chats", False)]),
        ((waiver("RT101"),), [("T34", "chat", False), ("T34", "support", False), ("RT823", None, False)]),
        ((waiver("RT822"),), [("T34", "chat", False), ("T34", "support", False), ("RT823", None, False)]),
        ((waiver("RT852"),), [("T34", "chat", False), ("T34", "support", False), ("RT823", None, False)]),
    ],
)
def test_a_waiver_accepts_what_it_names_and_is_a_finding_where_that_is_nothing(
    given: tuple[Waiver, ...], expected: list[tuple[str, str | None, bool]]
) -> None:
    assert seen(judged(*given)) == expected


def test_a_waiver_of_the_feature_comes_before_one_for_all() -> None:
    own = waiver(feature="chat", line=41)

    chat, support = judged(waiver(), own)

    assert chat.waived == own
    assert support.waived == waiver()


@pytest.mark.parametrize(("today", "open_again"), [(UNTIL, False), (date(2027, 3, 2), True)])
def test_a_waiver_counts_until_its_last_day(today: date, open_again: bool) -> None:
    counted = as_of(judged(waiver()), today)

    assert [each.waived is None for each in counted[:2]] == [open_again, open_again]
    assert [(each.rule, each.location.line) for each in counted[2:]] == ([("RT821", 40)] if open_again else [])
