"""Tells whether a document is what a JSON Schema allows, and nothing more: a schema is made into functions once.

It knows the keywords of JSON Schema 2020-12 that the spec's schema uses, and refuses a schema with another. Where it
says yes there is nothing to report; where it says no, jsonschema, the reference, is loaded and finds out what. Most
specs are valid, and are spared the reference, which is slow to load and to run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from operator import ge, gt, le
from typing import TypeAlias, cast

from rtgen.spec.document import Value

Schema: TypeAlias = Mapping[str, Value]
Passes: TypeAlias = Callable[[Value], bool]

_ANNOTATIONS = frozenset({"$defs", "$id", "$schema", "default", "description", "examples", "title"})
_MEMBERS = ("properties", "patternProperties", "additionalProperties")
"""What these say about an object's members is one question."""


def gate(schema: Schema) -> Passes:
    """Whether a value is valid. Raises ValueError for a keyword that is not known, once a value comes to it."""
    return _Gate(schema).passes(schema)


class _Gate:
    """Makes functions of one document's schemas."""

    def __init__(self, whole: Schema) -> None:
        self._whole = whole
        self._definitions: dict[str, Passes] = {}

    def passes(self, schema: Value | Schema) -> Passes:
        if isinstance(schema, bool):
            return lambda _: schema
        of = _schema(schema)
        found = [self._check(keyword, value, of) for keyword, value in of.items() if keyword not in _ANNOTATIONS]
        return _all([each for each in found if each is not None])

    def _check(self, keyword: str, value: Value, schema: Schema) -> Passes | None:  # noqa: PLR0911 - one a keyword
        """What a keyword asks; None where a keyword beside it asks for both."""
        match keyword:
            case "$ref":
                return self._definition(str(value))
            case "items":
                item = self.passes(value)
                return lambda each: not isinstance(each, list) or all(map(item, each))
            case "propertyNames":
                name = self.passes(value)
                return lambda each: not isinstance(each, dict) or all(map(name, each))
            case _ if keyword in _MEMBERS:
                return self._members(schema) if keyword == next(key for key in schema if key in _MEMBERS) else None
            case "if":
                when, then = self.passes(value), self.passes(schema.get("then", True))
                otherwise = self.passes(schema.get("else", True))
                return lambda each: then(each) if when(each) else otherwise(each)
            case "then" | "else":
                return None
            case _ if keyword in _ALONE:
                return _ALONE[keyword](value)
            case _:
                raise ValueError(f"the gate knows no keyword {keyword!r}")

    def _definition(self, reference: str) -> Passes:
        name = reference.removeprefix("#/$defs/")
        if name not in self._definitions:
            self._definitions[name] = self.passes(_schema(self._whole["$defs"])[name])
        return self._definitions[name]

    def _members(self, schema: Schema) -> Passes:
        patterns = [
            (re.compile(pattern).search, self.passes(of))
            for pattern, of in _schema(schema.get("patternProperties", {})).items()
        ]

        def of_patterns(key: str) -> list[Passes]:
            return [passes for search, passes in patterns if search(key)]

        declared = _schema(schema.get("properties", {}))
        rest = self.passes(schema.get("additionalProperties", True))
        own: dict[str, Passes] = {}  # of the keys that a document has had; a spec has few of all that there are

        def member(key: str) -> Passes:
            if key not in declared:
                return _all(of_patterns(key) or [rest])
            passes = own[key] = _all([self.passes(declared[key]), *of_patterns(key)])
            return passes

        def check(value: Value) -> bool:
            if isinstance(value, dict):
                for key, each in value.items():
                    if not (own.get(key) or member(key))(each):
                        return False
            return True

        return check


def _schema(value: Value | Schema) -> Schema:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return value


def _number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _all(checks: Collection[Passes]) -> Passes:
    if len(checks) == 1:
        return next(iter(checks))

    def passes(value: Value) -> bool:
        for check in checks:  # noqa: SIM110 - a generator would cost more than the checks
            if not check(value):
                return False
        return True

    return passes


_TYPES: Mapping[str, Passes] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _number(value) and cast("float", value) % 1 == 0,
    "number": _number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def _type(names: Value) -> Passes:
    if isinstance(names, list):
        types = [_TYPES[str(name)] for name in names]
        return lambda value: any(is_one(value) for is_one in types)
    return _TYPES[str(names)]


def _one_of(values: list[Value]) -> Passes:
    texts = frozenset(each for each in values if isinstance(each, str))
    numbers = [each for each in values if _number(each)]
    return lambda value: value in texts if isinstance(value, str) else _number(value) and value in numbers


def _pattern(pattern: Value) -> Passes:
    # `$` is the end, where Python's would stand before a last line break.
    search = re.compile(re.sub(r"\$\Z", r"\\Z", str(pattern))).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _required(keys: Value) -> Passes:
    names = frozenset(cast("list[str]", keys))
    return lambda value: not isinstance(value, dict) or value.keys() >= names


def _unique(_: Value) -> Passes:
    return lambda value: not isinstance(value, list) or all(each not in value[:at] for at, each in enumerate(value))


def _bound(holds: Callable[[float, float], bool]) -> Callable[[Value], Passes]:
    def made(bound: Value) -> Passes:
        limit = cast("float", bound)
        return lambda value: not _number(value) or holds(cast("float", value), limit)

    return made


def _length(of: type, holds: Callable[[float, float], bool]) -> Callable[[Value], Passes]:
    def made(bound: Value) -> Passes:
        limit = cast("int", bound)
        return lambda value: not isinstance(value, of) or holds(len(cast("str", value)), limit)

    return made


_ALONE: Mapping[str, Callable[[Value], Passes]] = {
    "const": lambda value: _one_of([value]),
    "enum": lambda values: _one_of(cast("list[Value]", values)),
    "exclusiveMinimum": _bound(gt),
    "maximum": _bound(le),
    "maxItems": _length(list, le),
    "maxLength": _length(str, le),
    "maxProperties": _length(dict, le),
    "minimum": _bound(ge),
    "minItems": _length(list, ge),
    "minLength": _length(str, ge),
    "minProperties": _length(dict, ge),
    "pattern": _pattern,
    "required": _required,
    "type": _type,
    "uniqueItems": _unique,
}
"""Keywords that ask without another schema."""
