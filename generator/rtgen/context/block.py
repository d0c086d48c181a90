"""An exact block: `platform:` with the keys of a spec's platform, and `api:`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rtgen.context.lines import Fence
from rtgen.context.rules import INEXACT
from rtgen.context.upstream import Stated
from rtgen.diagnostics import Diagnostic
from rtgen.domain.constraints import Constraint
from rtgen.record import NamedTuple
from rtgen.spec import wrong_platform
from rtgen.spec.document import SpecDocument, Value
from rtgen.spec.source import read_text
from rtgen.spec.spelling import nearest

API_KEYS = ("style", "auth", "base_path", "pagination", "versioning")
_PARTS = ("platform", "api")


class Block(NamedTuple):
    """What one block states, or everything that is wrong with it."""

    constraints: tuple[Constraint, ...] = ()
    platform: tuple[Stated, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def read_block(file: str, fence: Fence) -> Block:
    """Reads a block; places are those of the whole document."""
    document, problems = read_text(file, "\n" * (fence.line - 1) + fence.text)
    if document is None:
        return Block(problems=tuple(problems))
    wrong = [*_wrong(document), *wrong_platform(document)]
    if wrong:
        return Block(problems=tuple(wrong))
    found = list(_stated(document))
    return Block(tuple(each.constraint for _, each in found), tuple(each for part, each in found if part == "platform"))


def _stated(document: SpecDocument) -> Iterator[tuple[str, Stated]]:
    for part, keys in document.data.items():
        for key, value in keys.items() if isinstance(keys, dict) else ():
            shown = one_line(value)
            at = document.location((part, key))
            constraint = Constraint(f"{part}.{key}", shown, at, f"{part}: {{{key}: {shown}}}", exact=True)
            yield part, Stated(key, value, constraint)


def one_line(value: Value) -> str:
    """A value as YAML on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {one_line(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(one_line(each) for each in value) + "]"
        case str():
            return value
        case _:
            return json.dumps(value)


def _wrong(document: SpecDocument) -> Iterator[Diagnostic]:
    for part, keys in document.data.items():
        if part not in _PARTS:
            yield _unknown(document, (part,), part, _PARTS)
        elif not isinstance(keys, dict):
            known = (
                "keys of a spec's platform, as `rtgen schema` shows them" if part == "platform" else ", ".join(API_KEYS)
            )
            yield _say(document, (part,), f"`{part}` holds no keys", f"give it {known}")
        elif part == "api":
            for key, value in keys.items():
                if key not in API_KEYS:
                    yield _unknown(document, (part, key), key, API_KEYS)
                elif not isinstance(value, str) or not value:
                    yield _say(document, (part, key), f"{value!r} is not a text", "write a word or two")


def _unknown(document: SpecDocument, path: tuple[str, ...], found: str, known: tuple[str, ...]) -> Diagnostic:
    near = nearest(found, known)
    fix = f"did you mean {near!r}?" if near else f"the block knows {', '.join(known)}"
    line, column, width = document.mark(path).key
    at = document.location(path)._replace(line=line, column=column)
    return Diagnostic(INEXACT.id, INEXACT.severity, at, f"unknown key {found!r}", fix, width)


def _say(document: SpecDocument, path: tuple[str, ...], message: str, fix: str) -> Diagnostic:
    return Diagnostic(INEXACT.id, INEXACT.severity, document.location(path), message, fix, document.place(path)[2])
