"""The schema explains itself, and both validators read it alike."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rtgen import resources
from rtgen.spec import schema_text
from rtgen.spec.document import SpecDocument
from rtgen.spec.gate import Schema, gate
from rtgen.spec.schema import reference
from rtgen.spec.source import read

SCHEMA: dict[str, Any] = json.loads(schema_text())
EXAMPLES = sorted(resources.examples().glob("*/spec.yaml"))
VALUES = (
    None,
    True,
    0,
    1,
    -1,
    1.0,
    2.5,
    1e9,
    "",
    "no",
    "30s",
    "30s\n",
    "1/s",
    "5%",
    "x" * 600,
    [],
    ["a", "a"],
    {},
    {"force": "sse"},
)


def example(path: Path) -> SpecDocument:
    document, _ = read(path)
    assert document is not None
    return document


def keys(schema: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - JSON
    if isinstance(schema, dict):
        for name, each in schema.items():
            if name == "properties":
                yield from ((f"{where}/{key}", entry) for key, entry in each.items())
            yield from keys(each, f"{where}/{name}")
    elif isinstance(schema, list):
        for each in schema:
            yield from keys(each, where)


def test_it_is_a_schema_of_its_draft() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("where", "entry"), list(keys(SCHEMA)), ids=lambda each: each if isinstance(each, str) else "")
def test_every_key_has_a_title_and_a_description(where: str, entry: dict[str, Any]) -> None:
    assert entry.get("title"), where
    assert entry.get("description"), where


def containers(value: Any) -> Iterator[Any]:  # noqa: ANN401 - JSON
    if isinstance(value, dict | list) and value:
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from containers(each)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_gate_agrees_with_the_reference(path: Path) -> None:
    document, passes = example(path), gate(SCHEMA)
    assert passes(document.data)
    rng = random.Random(path.parent.name)  # noqa: S311 - cases, not secrets
    verdicts = set()
    for _ in range(300):
        data = copy.deepcopy(document.data)
        at = rng.choice(list(containers(data)))
        key = rng.choice(list(at) if isinstance(at, dict) else range(len(at)))
        if rng.random() < 0.3:
            del at[key]
        elif isinstance(at, dict) and rng.random() < 0.2:
            at[rng.choice(["x-own", "kynd", "A b", "users"])] = at.pop(key)
        else:
            at[key] = rng.choice(VALUES)
        valid = reference().is_valid(data)
        assert passes(data) == valid, data
        verdicts.add(valid)
    assert verdicts == {True, False}


@pytest.mark.parametrize(
    ("schema", "valid", "wrong"),
    [
        ({"type": ["string", "integer"]}, ["a", 1, 2.0], [True, 1.5, None, []]),
        ({"enum": ["a", 1]}, ["a", 1, 1.0], ["b", True, 2, None, {}]),
        ({"uniqueItems": True, "items": {"type": "string"}}, [["a", "b"], [], "aa"], [["a", "a"], [1]]),
        ({"pattern": "^a$"}, ["a", 1], ["b"]),
        ({"maximum": 3, "exclusiveMinimum": 1}, [3, 1.5, True, "9"], [1, 4]),
        ({"minProperties": 1, "propertyNames": {"maxLength": 1}}, [{"a": 1}, "ab"], [{}, {"ab": 1}]),
        (
            {"properties": {"a": {"type": "string"}}, "patternProperties": {"^a": {"minLength": 2}}},
            [{"b": 1}],
            [{"a": "b"}],
        ),
        ({"patternProperties": {"^x-": True}, "additionalProperties": False}, [{"x-a": []}], [{"a": 1}]),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": False}, [{"a": 1, "b": 1}], [{"a": 1}, {}]),
        ({"$defs": {"a": {"const": "a"}}, "$ref": "#/$defs/a", "minLength": 1}, ["a"], ["b", ""]),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_the_gate_reads_a_keyword_as_the_reference_does(schema: Schema, valid: list[Any], wrong: list[Any]) -> None:
    validator, passes = Draft202012Validator(schema), gate(schema)

    assert all(passes(value) and validator.is_valid(value) for value in valid)
    assert not any(passes(value) or validator.is_valid(value) for value in wrong)


def test_the_gate_refuses_a_keyword_that_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="the gate knows no keyword 'dependentRequired'"):
        gate({"dependentRequired": {}})


@pytest.mark.parametrize(("where", "entry"), list(keys(SCHEMA)), ids=lambda each: each if isinstance(each, str) else "")
def test_the_gate_knows_each_keyword_of_every_key(where: str, entry: dict[str, Any]) -> None:
    assert callable(gate({**entry, "$defs": SCHEMA["$defs"]})), where
