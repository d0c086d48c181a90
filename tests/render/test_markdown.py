from __future__ import annotations

import pytest

from rtgen.render import markdown as md


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("a | b", "a \\| b"),
        ("two\nlines", "two lines"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("`code`", "\\`code\\`"),
        ("[link](https://x.example)", "\\[link\\](https://x.example)"),
        ("*bold* ~gone~", "\\*bold\\* \\~gone\\~"),
        ("$5 and $6", "\\$5 and \\$6"),
        ("max_connections", "max_connections"),
        ("_emphasis_", "\\_emphasis\\_"),
        ("a\\b", "a\\\\b"),
        ("<!-- keep:x -->", "&lt;!-- keep:x --&gt;"),
        ("Grüße, 世界", "Grüße, 世界"),
    ],
)
def test_user_text_shows_as_it_was_written(written: str, escaped: str) -> None:
    assert md.text(written) == escaped


def test_code_in_a_sentence_of_rtgens_own_is_shown_as_code() -> None:
    sentence = md.prose("Take `publish.by: server`, or <ask> for *it*.")

    assert sentence == "Take `publish.by: server`, or &lt;ask&gt; for \\*it\\*."


def test_an_odd_backtick_stays_one() -> None:
    assert md.prose("a `b|c` and an odd ` one") == "a b\\|c and an odd \\` one"


@pytest.mark.parametrize(
    ("written", "shown"),
    [("order-chat:ROOM", "`order-chat:ROOM`"), ("a|b", "a\\|b"), ("a`b", "a\\`b"), ("", "")],
)
def test_a_code_span_never_breaks_its_table(written: str, shown: str) -> None:
    assert md.code(written) == shown


def test_a_table_aligns_numbers_to_the_right() -> None:
    table = md.Table(("Item", "#Number"), (("tasks", "6"), ("nodes", "2")))

    assert str(table) == "| Item | Number |\n| --- | --: |\n| tasks | 6 |\n| nodes | 2 |"
