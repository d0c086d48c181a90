import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtgen.plan.model import Json
from rtgen.render.json_lines import WIDTH, laid_out

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=40)


@given(VALUES)
def test_what_is_laid_out_reads_back_in_the_same_order(value: Json) -> None:
    assert json.dumps(json.loads(laid_out(value))) == json.dumps(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "{}"),
        ([], "[]"),
        ({"ping": 25, "enabled": True, "path": None}, '{"ping": 25, "enabled": true, "path": null}'),
        ({"waits": [[1, 2], [3, 4]]}, '{\n  "waits": [\n    [1, 2],\n    [3, 4]\n  ]\n}'),
        ({"outer": {"inner": 1}}, '{\n  "outer": {"inner": 1}\n}'),
        (["a", "b"], '[\n  "a",\n  "b"\n]'),
    ],
    ids=["no keys", "no items", "plain values", "pairs of numbers", "an object in an object", "texts"],
)
def test_plain_values_share_a_line_and_all_else_has_its_own(value: Json, text: str) -> None:
    assert laid_out(value) == text


def test_an_object_that_does_not_fit_has_a_line_for_each_key() -> None:
    value: Json = {"first": "x" * WIDTH, "second": 2}

    assert laid_out(value) == '{\n  "first": "' + "x" * WIDTH + '",\n  "second": 2\n}'
