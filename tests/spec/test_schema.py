"""The schema explains itself, and both validators read it alike."""

from __future__ import annotations

import copy
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from rtgen import resources
from rtgen.spec import schema_text
from rtgen.spec.document import SpecDocument
from rtgen.spec.schema import violations
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
def test_the_fast_validator_agrees_with_the_reference(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "spec.yaml"
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)  # as where the extra is not installed
    document = example(path)
    fast = jsonschema_rs.validator_for(SCHEMA)
    rng = random.Random(path.parent.name)  # noqa: S311 - cases, not secrets
    verdicts = set()
    for _ in range(150):
        data = copy.deepcopy(document.data)
        at = rng.choice(list(containers(data)))
        key = rng.choice(list(at) if isinstance(at, dict) else range(len(at)))
        if rng.random() < 0.3:
            del at[key]
        else:
            at[key] = rng.choice(VALUES)
        written.write_text(json.dumps(data), encoding="utf-8")  # JSON is YAML, and gives the marks
        said = violations(example(written))
        assert fast.is_valid(data) == (not said), data
        verdicts.add(not said)
    assert verdicts == {True, False}
