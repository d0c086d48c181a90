"""What to write instead, where a spec breaks the schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from rtgen.spec.document import Value
from rtgen.spec.schema_file import Schema, spec_schema
from rtgen.spec.spelling import nearest
from rtgen.spec.violation import Violation

_FEATURES = "give each feature an id: `features: {order-chat: {kind: chat}}`"


def mapping(schema: Schema, written: Value) -> str:
    """The mapping's required keys; a word that was written in its place stands where it belongs."""
    known = cast("dict[str, Schema]", schema.get("properties", {}))
    required = cast("list[str]", schema.get("required", []))
    if "$ref" in schema:
        target = cast("dict[str, Schema]", spec_schema()["$defs"])[str(schema["$ref"]).rpartition("/")[2]]
        return mapping(target, written)
    values = {}
    for key in required:
        words = known[key].get("enum")
        own = isinstance(words, list) and written in words
        values[key] = str(written) if own else '"…"' if key in {"because", "public"} else "…"
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"


def right_type(error: Violation) -> str:
    """Where a value of another type stands."""
    types, value = error.schema.get("type"), error.value
    if error.path == ("features",):
        return _FEATURES
    if types == "object" and value is None and "required" not in error.schema and error.path:
        return f"give its keys, or write `{error.path[-1]}: {{}}` where the defaults fit"
    if types == "string" and isinstance(value, (bool, int, float)) and "pattern" not in error.schema:
        return "put the text in quotes"
    if types == "array" and isinstance(value, str):
        return f"write it as a list: [{value}]"
    if types == "object" and "required" in error.schema:
        return f"write it like {mapping(error.schema, value)}"
    return example(error.schema)


def place_of(name: str, path: tuple[str | int, ...]) -> str | None:
    """Where a known key belongs that stands in a wrong place; None for an unknown one."""
    top = cast("dict[str, Schema]", spec_schema()["properties"])
    definitions = cast("dict[str, Schema]", spec_schema()["$defs"])
    places: list[tuple[str, Schema]] = [
        ("the top level", cast("Schema", top)),
        ("`platform`", cast("Schema", top["platform"]["properties"])),
        ("`audience`", cast("Schema", definitions["audience"]["properties"])),
        ("a feature", cast("Schema", definitions["feature"]["properties"])),
    ]
    for place, keys in places:
        if name in keys:
            return f"move it: {name!r} belongs to {place}"
    if path[:1] == ("features",) and len(path) == 2:  # noqa: PLR2004 - features.<id>
        feature = cast("dict[str, Schema]", definitions["feature"]["properties"])
        for parent in ("channel", "publish"):
            if name in cast("Schema", feature[parent]["properties"]):
                return f"move it: {name!r} belongs to `{parent}` of the feature"
    return None


def did_you_mean(found: str, allowed: Iterable[str]) -> str | None:
    """The allowed word most like the one found; None where none is."""
    near = nearest(found, allowed)
    return f"did you mean {near!r}?{_look_alike(found)}" if near else None


def _look_alike(found: str) -> str:
    """Names the first character that only looks like one of the word that was meant."""
    import unicodedata  # noqa: PLC0415 - few errors need it

    other = next((each for each in found if not each.isascii()), None)
    return f" One character is U+{ord(other):04X}, {unicodedata.name(other, 'without a name')}." if other else ""


def example(schema: Schema) -> str:
    """A few values that the schema takes, or its description where it names none."""
    examples = schema.get("examples")
    if isinstance(examples, list) and examples:
        return f"write it like {', '.join(str(each) for each in examples[:4])}"
    return str(schema.get("description", "see `rtgen schema`"))


def within(error: Violation) -> str:
    """Where a number, a length or a count is out of range."""
    match error.keyword:
        case "minItems" | "minProperties":
            return _FEATURES if error.path == ("features",) else f"add what is missing. {error.schema['description']}"
        case "maxItems" | "maxProperties" | "uniqueItems":
            return "take some out"
        case "maxLength":
            return "shorten it"
        case "minLength":
            return "say more, or take the key out"
        case "minimum" | "maximum":
            return f"use {error.limit} or {'more' if error.keyword == 'minimum' else 'less'}"
        case _:
            return example(error.schema)
