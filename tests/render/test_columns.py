from __future__ import annotations

from rtgen.render.columns import Column, table

NAMES = Column("name", ("order-chat", "viewers"))
NOTES = Column("note", ("both sides send and wait", "who is online"), wraps=True)
EXTRA = Column("extra", ("some more", "and more"), drop=1)


def test_columns_stand_under_their_headers() -> None:
    lines = [strip(line) for line in table((NAMES, EXTRA, NOTES), 80)]

    assert lines == [
        "  name        extra      note",
        "  order-chat  some more  both sides send and wait",
        "  viewers     and more   who is online",
    ]


def test_a_narrow_terminal_wraps_before_it_drops_and_drops_before_it_overflows() -> None:
    assert [strip(line) for line in table((NAMES, EXTRA, NOTES), 43)] == [
        "  name        extra      note",
        "  order-chat  some more  both sides send",
        "                         and wait",
        "  viewers     and more   who is online",
    ]
    assert [strip(line) for line in table((NAMES, EXTRA, NOTES), 36)] == [
        "  name        note",
        "  order-chat  both sides send and",
        "              wait",
        "  viewers     who is online",
    ]


def test_an_empty_column_is_left_out() -> None:
    assert [strip(line) for line in table((NAMES, Column("none", ("", ""))), 80)] == [
        "  name",
        "  order-chat",
        "  viewers",
    ]


def strip(line: str) -> str:
    return line.replace("\x1b[2m", "").replace("\x1b[0m", "")
