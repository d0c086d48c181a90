"""The JSON Schema of a spec, as it stands in the project."""

from __future__ import annotations

import json
from functools import cache
from typing import cast

from rtgen import resources
from rtgen.spec.document import Value

Schema = dict[str, Value]


def schema_text() -> str:
    """The file's text."""
    return (resources.schemas() / "spec.schema.json").read_text(encoding="utf-8")


@cache
def spec_schema() -> Schema:
    """The same as data; read once a process."""
    return cast("Schema", json.loads(schema_text()))
