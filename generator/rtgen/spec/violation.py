"""What the reference validator says of one place, with its types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from rtgen.record import NamedTuple
from rtgen.spec.document import Value
from rtgen.spec.schema_file import Schema, spec_schema

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


class Violation(NamedTuple):
    """One keyword of the schema that a value does not satisfy."""

    path: tuple[str | int, ...]
    keyword: str
    limit: Value
    """The keyword's value in the schema."""
    value: Value
    schema: Schema
    otherwise: Schema | None
    """The mapping that could stand here instead."""

    @classmethod
    def of(cls, error: ValidationError) -> Violation:
        """From jsonschema's error, whose attributes are typed as anything."""
        return cls(
            path=tuple(error.absolute_path),
            keyword=str(error.validator),
            limit=cast("Value", error.validator_value),
            value=cast("Value", error.instance),
            schema=cast("Schema", error.schema),
            otherwise=_otherwise(list(error.absolute_schema_path)),
        )

    @property
    def size(self) -> int:
        """Entries or characters of the value."""
        return len(self.value) if isinstance(self.value, (str, list, dict)) else 0

    @property
    def properties(self) -> Schema:
        """The keys that are known here."""
        return cast("Schema", self.schema.get("properties", {}))


def _otherwise(path: Sequence[str | int]) -> Schema | None:
    """What stands beside the `else` that a value was held to: `tier: auto`, or a mapping with the reason."""
    at: Value = dict(spec_schema())
    for step in path:
        if isinstance(at, dict) and step not in at and "$ref" in at:  # jsonschema leaves references out of its paths
            at = cast("dict[str, Schema]", spec_schema()["$defs"])[str(at["$ref"]).rpartition("/")[2]]
        if not isinstance(at, dict):
            return None
        then = at.get("then")
        if step == "else" and isinstance(then, dict):
            return then
        at = at.get(str(step))
    return None
