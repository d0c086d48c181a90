from __future__ import annotations

import ast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rtgen.render import filters

NASTY = st.text() | st.sampled_from(
    [
        '"""',
        "\\",
        'a" b',
        "yes",
        "012",
        "1e3",
        "~",
        "{{ x }}",
        "# not a comment",
        ": ",
        "- a",
        "a\n\nb",
        "😀",
        "\x85\x7f",
    ]
)


@given(NASTY)
def test_text_in_a_docstring_cannot_end_it(text: str) -> None:
    source = f'"""{filters.docstring(text)}: the rest."""\n'

    (statement,) = ast.parse(source).body

    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    assert len(source.splitlines()) == 1


@given(st.text(min_size=80))
def test_text_in_a_docstring_leaves_room_on_its_line(text: str) -> None:
    assert len(filters.docstring(text)) <= filters.SUMMARY_WIDTH


@given(NASTY)
def test_text_in_yaml_is_read_as_the_same_words(text: str) -> None:
    read = yaml.safe_load(f"key: {filters.yaml_text(text)}\n")["key"]

    printable = "".join(each if each.isprintable() else " " for each in text)
    assert read.split() == printable.split()


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_empty_text_is_still_a_text(text: str) -> None:
    assert filters.yaml_text(text) == '""'
