from __future__ import annotations

from fractions import Fraction

import pytest

from render import golden
from render.sample_plan import ABLY, DECISIONS, PLAN, many
from rtgen.decide.threshold import Threshold
from rtgen.diagnostics import Severity
from rtgen.domain.vocabulary import Provider
from rtgen.render import terminal

LIMIT = Threshold(
    "provider_connections", 40_000, 50_000, "connections", Fraction(5, 4), Fraction(40_000), "Ably Enterprise"
)


def test_many_findings_are_counted_and_the_weightiest_shown() -> None:
    light, waived = PLAN.decisions.findings
    heavy = light._replace(severity=Severity.ERROR, message="This breaks.")
    many_kinds = [light._replace(message=f"This is number {n}.") for n in range(terminal.SHOWN_FEATURES)]
    shown = terminal.text(
        PLAN._replace(decisions=DECISIONS._replace(findings=(waived, *many_kinds, heavy))), 100, colour=False
    )

    assert "and 2 more; plan.json has all" in shown
    assert shown.index("This breaks.") < shown.index("This is number 0.")
    assert "waived T32" not in shown


def test_what_is_found_alike_in_several_features_is_said_once() -> None:
    found = PLAN.decisions.findings[0]
    alike = tuple(found._replace(feature=name) for name in ("chat", "help", "lobby", "support"))
    shown = terminal.text(PLAN._replace(decisions=DECISIONS._replace(findings=alike)), 140, colour=False)

    assert "warning T34 chat, help, lobby and 1 more: " in shown
    assert shown.count(found.message) == 1


@pytest.mark.parametrize(("severity", "told"), [(Severity.ERROR, True), (Severity.WARNING, False)])
def test_of_an_error_it_says_where_it_stands(severity: Severity, told: bool) -> None:
    found = PLAN.decisions.findings[0]._replace(severity=severity)
    shown = terminal.text(PLAN._replace(decisions=DECISIONS._replace(findings=(found,))), 140, colour=False)

    assert (f"    at: {found.location}\n" in shown) is told


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_text_looks_as_reviewed(width: int) -> None:
    golden.matches(f"terminal-{width}.txt", terminal.text(PLAN, width, colour=False))


def test_the_comment_looks_as_reviewed() -> None:
    golden.matches("comment.md", terminal.markdown(PLAN))


@pytest.mark.parametrize(
    ("thresholds", "fits", "said"),
    [
        pytest.param((LIMIT,), True, "provider: connections", id="a limit of the plan"),
        pytest.param((), True, "No published limit of Ably Pro", id="none in sight"),
        pytest.param((), False, None, id="a provider that does not fit: its findings say so"),
    ],
)
def test_a_managed_plan_says_how_far_its_provider_is_from_its_limits(
    thresholds: tuple[Threshold, ...], fits: bool, said: str | None
) -> None:
    provider = DECISIONS.provider._replace(
        decision=DECISIONS.provider.decision._replace(choice=Provider.ABLY),
        candidates=(ABLY._replace(fits=fits),),
    )
    decisions = DECISIONS._replace(provider=provider, thresholds=thresholds)
    shown = terminal.text(PLAN._replace(decisions=decisions), 140, colour=False)

    assert ("next threshold" in shown) is (said is not None)
    assert said is None or said in shown


@pytest.mark.parametrize("width", range(80, 141, 5))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = terminal.text(PLAN, width, colour=False).splitlines()

    assert [line for line in lines if len(line) > width] == []


def test_ten_features_fit_on_a_screen() -> None:
    plan = many(10)._replace(decisions=many(10).decisions._replace(findings=(), not_rendered=()))

    assert len(terminal.text(plan, 100, colour=False).splitlines()) <= 41


def test_a_long_list_of_features_is_cut_and_says_where_all_are() -> None:
    text = terminal.text(many(1_034), 100, colour=False)

    assert "chat-29 " in text
    assert "chat-30 " not in text
    assert "and 1,004 more; --format json has all" in text


def test_colour_is_only_there_when_asked_for() -> None:
    assert "\x1b[" not in terminal.text(PLAN, 100, colour=False)
    assert "\x1b[1mstorefront-live\x1b[0m" in terminal.text(PLAN, 100, colour=True)


def test_colour_changes_nothing_but_the_colour() -> None:
    coloured = terminal.text(PLAN, 100, colour=True)
    for code in ("0", "1", "2", "32", "1;33"):
        coloured = coloured.replace(f"\x1b[{code}m", "")

    assert coloured == terminal.text(PLAN, 100, colour=False)


def test_a_terminal_without_unicode_gets_ascii() -> None:
    text = terminal.text(PLAN._replace(title="Boutique à Paris"), 100, colour=False, unicode=False)

    assert text.isascii()
    assert "websocket -> http_stream -> sse" in text


def test_a_title_cannot_steer_the_terminal() -> None:
    text = terminal.text(PLAN._replace(title="red \x1b[31m\x07 alert"), 100, colour=True)

    assert "\x1b[31m" not in text
    assert "\x07" not in text


def test_the_steps_name_the_folder_that_was_written() -> None:
    assert "Next, in infra/storefront-live" in terminal.text(PLAN, 100, colour=False, folder="infra/storefront-live")


def test_without_a_stack_nothing_is_said_of_deploying() -> None:
    text = terminal.text(PLAN._replace(stack=None), 100, colour=False)

    assert "deploy" not in text
    assert "client-contract.json" in text


def test_beyond_the_threshold_the_distance_is_said() -> None:
    tier = DECISIONS.tier._replace(threshold=100_000)
    text = terminal.text(PLAN._replace(decisions=DECISIONS._replace(tier=tier)), 140, colour=False)

    assert "120,000 connections, 20,000 above the tier's 100,000" in text


def test_user_text_stays_text_in_a_comment() -> None:
    comment = terminal.markdown(PLAN._replace(title="<img src=x> | **bold**\nnext"))

    assert "&lt;img src=x&gt; \\| \\*\\*bold\\*\\* next" in comment


def test_a_comment_is_short_enough_to_be_posted() -> None:
    assert len(terminal.markdown(many(2_000))) < 65_536
