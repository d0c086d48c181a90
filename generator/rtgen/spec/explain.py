"""A violation of the schema in words: what was found, what is allowed, what was meant, and the fix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from rtgen.diagnostics import Diagnostic, Location
from rtgen.spec import fixes, rules
from rtgen.spec.document import Mark, SpecDocument, Value
from rtgen.spec.foreign import foreign
from rtgen.spec.schema_file import Schema, spec_schema
from rtgen.spec.spelling import nearest
from rtgen.spec.violation import Violation


def explain(document: SpecDocument, error: Violation) -> Iterator[Diagnostic]:
    """Every diagnostic of one violation; a misspelt key is one, whatever it breaks."""
    mark = document.mark(error.path)
    shown = _show(error.value)
    match error.keyword:
        case "additionalProperties":
            yield from _unknown_keys(document, mark, error)
        case "required":
            yield from _missing(document, mark, error)
        case "propertyNames" | "pattern" if mark.children is not None:
            yield from _bad_ids(document, mark, error)
        case "enum" | "const":
            allowed = [str(each) for each in cast("list[Value]", error.schema.get("enum", [error.limit]))]
            if error.otherwise is not None:
                allowed.append(fixes.mapping(error.otherwise, error.value))
            one_of = f"use {allowed[0]}" if len(allowed) == 1 else f"use one of {', '.join(allowed)}"
            if len(allowed) == 2:  # noqa: PLR2004 - two words need no list
                one_of = f"use {allowed[0]} or {allowed[1]}"
            named = error.otherwise is not None and allowed[-1].startswith(f"{{force: {error.value},")
            words = [each for each in allowed if not each.startswith("{")]
            quoted = str(error.value) in words
            near = f"{one_of}, without quotes" if quoted else fixes.did_you_mean(str(error.value), words)
            fix = f"use {allowed[-1]}" if named else near or one_of
            yield _at(rules.NOT_ALLOWED, document, mark.value, f"{shown} is not allowed as `{_key(error)}`", fix)
        case "type":
            what = "nothing stands here" if error.value is None else f"{shown} is {_kind(error.value)}"
            if isinstance(error.value, (dict, list)):
                what = f"{shown} stands here"
            message = f"{what}; {_expected(error.schema)} is expected"
            yield _at(rules.WRONG_TYPE, document, mark.value, message, fixes.right_type(error))
        case "pattern":
            title = str(error.schema.get("title", "value")).lower()
            message = f"{shown} does not have the form of: {title}"
            yield _at(rules.WRONG_FORM, document, mark.value, message, fixes.example(error.schema))
        case _:
            yield _at(rules.OUT_OF_RANGE, document, mark.value, _limit(error), fixes.within(error))


def _key(error: Violation) -> Value:
    """The key that the value belongs to: an item of a list has none of its own."""
    return next((each for each in reversed(error.path) if isinstance(each, str)), error.path[-1])


def _bad_ids(document: SpecDocument, mark: Mark, error: Violation) -> Iterator[Diagnostic]:
    """Keys that cannot be ids: the validator says `pattern` of the mapping, with the id as the instance."""
    children = cast("Mapping[str, Mark]", mark.children)
    name = str(error.value)
    if name in children:
        message = f"{name!r} cannot be an id here"
        most = int(re.findall(r"\{0,([0-9]+)\}", str(error.limit))[0]) + 2
        fix = f"use 2 to {most} lower-case letters, digits and hyphens, with a letter first and no hyphen last"
        yield _at(rules.WRONG_FORM, document, children[name].key, message, fix)


def _at(
    rule: rules.Template, document: SpecDocument, place: tuple[int, int, int], message: str, fix: str
) -> Diagnostic:
    line, column, width = place
    return rule.at(Location(document.file, line, column), message, fix, width)


def _unknown_keys(document: SpecDocument, mark: Mark, error: Violation) -> Iterator[Diagnostic]:
    here = cast("Schema", error.value)
    children = cast("Mapping[str, Mark]", mark.children)
    known = list(error.properties)
    where = ".".join(map(str, error.path)) or "a spec"
    for name in here:
        if name in known or name.startswith("x-"):
            continue
        near = fixes.did_you_mean(name, [each for each in known if each not in here])
        message = f"{name!r} is not a key of {where}"
        fix = near or fixes.place_of(name, error.path)
        if fix is None:
            others = f"use one of {', '.join(known)}, or begin your own keys with x-"
            message, fix = foreign(name, _provider(document)) or (message, others)
        yield _at(rules.UNKNOWN_KEY, document, children[name].key, message, fix)


def _provider(document: SpecDocument) -> Value:
    """What the spec names as its provider, whatever that is."""
    platform = document.data.get("platform")
    return platform.get("provider") if isinstance(platform, dict) else None


def _missing(document: SpecDocument, mark: Mark, error: Violation) -> Iterator[Diagnostic]:
    here = cast("Schema", error.value)
    where = ".".join(map(str, error.path)) or "the spec"
    for name in cast("list[str]", error.limit):
        place = mark.key if error.path else (1, 1, 1)
        if name == "communication":
            known = cast("dict[str, Schema]", spec_schema()["$defs"])["feature"]["properties"]
            if not any(_misspelt(each, here, cast("Schema", known)) for each in ("kind", "communication")):
                fix = "add `kind:`, such as chat, or `communication:` where no kind fits"
                yield _at(rules.MISSING_KEY, document, place, f"{where} has neither a kind nor a communication", fix)
        elif name not in here and not _misspelt(name, here, error.properties):
            fix = f"add `{name}:` to {where}"
            yield _at(rules.MISSING_KEY, document, place, f"{where} lacks {name!r}", fix)


def _misspelt(name: str, here: Schema, known: Schema) -> bool:
    """Whether the key is there under a name that is nearly right; that is said at the misspelt key."""
    return any(key not in known and nearest(key, [name], 0.75) for key in here)


def _show(value: Value) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = value
    return repr(text if len(text) <= 60 else text[:57] + "...")  # noqa: PLR2004 - what fits into a sentence


_KINDS: dict[type, str] = {
    type(None): "empty",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "a mapping",
}


def _kind(value: Value) -> str:
    return _KINDS[type(value)]


_TYPES = {
    "object": "a mapping", "array": "a list", "string": "a text", "integer": "a whole number", "number": "a number",
    "boolean": "true or false",
}  # fmt: skip


def _expected(schema: Schema) -> str:
    types = schema.get("type")
    names = types if isinstance(types, list) else [types]
    return " or ".join(_TYPES[str(each)] for each in names)


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _limit(error: Violation) -> str:
    shown, limit = _show(error.value), error.limit
    says = {
        "minimum": f"{shown} is below {limit}, the least that is allowed",
        "maximum": f"{shown} is above {limit}, the most that is allowed",
        "exclusiveMinimum": f"{shown} is not above {limit}",
        "minLength": f"{shown} is shorter than {limit} characters",
        "maxLength": f"a text of {error.size} characters; at most {limit} are allowed",
        "minItems": f"{_entries(error.size)}; at least {limit} needed",
        "minProperties": f"{_entries(error.size)}; at least {limit} needed",
        "maxItems": f"{error.size} entries; at most {limit} are allowed",
        "maxProperties": f"{error.size} entries; at most {limit} are allowed",
        "uniqueItems": "an entry stands twice",
    }
    return says.get(error.keyword, f"{shown} is not allowed here")
