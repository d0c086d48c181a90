"""An exact block: `platform:` with keys of the spec, and `api:`."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.context.markdown import Fence
from rtgen.context.rules import INEXACT
from rtgen.diagnostics import Diagnostic
from rtgen.domain.constraints import Constraint
from rtgen.spec.document import SpecDocument, Value
from rtgen.spec.regions import REGIONS
from rtgen.spec.source import read_text
from rtgen.spec.spelling import nearest

KEYS = {
    "platform": ("region", "budget"),
    "api": ("style", "auth", "base_path", "pagination", "versioning"),
}
"""What a block may state; `platform` with the keys of a spec that fill what it leaves open."""


def block_constraints(file: str, fence: Fence) -> tuple[list[Constraint], list[Diagnostic]]:
    """What a block states, or everything that is wrong with it; places are those of the whole document."""
    document, problems = read_text(file, "\n" * (fence.line - 1) + fence.text)
    if document is None:
        return [], problems
    wrong = list(_wrong(document))
    if wrong:
        return [], wrong
    stated = [
        Constraint(f"{part}.{key}", str(value), document.location((part, key)), f"{part}: {{{key}: {value}}}")
        for part, keys in document.data.items()
        if isinstance(keys, dict)
        for key, value in keys.items()
    ]
    return stated, []


def _wrong(document: SpecDocument) -> Iterator[Diagnostic]:
    for part, keys in document.data.items():
        if part not in KEYS:
            yield _unknown(document, (part,), part, tuple(KEYS))
        elif not isinstance(keys, dict):
            yield _say(document, (part,), f"`{part}` holds no keys", f"give it {', '.join(KEYS[part])}")
        else:
            for key, value in keys.items():
                if key not in KEYS[part]:
                    yield _unknown(document, (part, key), key, KEYS[part])
                else:
                    yield from _value(document, (part, key), value)


def _value(document: SpecDocument, path: tuple[str, str], value: Value) -> Iterator[Diagnostic]:
    match path, value:
        case ("platform", "region"), str() if value in REGIONS:
            return
        case ("platform", "region"), _:
            near = nearest(str(value), sorted(REGIONS))
            fix = f"did you mean {near!r}?" if near else "use a region such as eu-west-1"
            yield _say(document, path, f"{value!r} is not a region of AWS", fix)
        case ("platform", "budget"), int() | float() if value > 0 and not isinstance(value, bool):
            return
        case ("platform", "budget"), _:
            yield _say(document, path, f"{value!r} is not an amount", "give USD a month, such as 500")
        case _, str() if value:
            return
        case _:
            yield _say(document, path, f"{value!r} is not a text", "write a word or two")


def _unknown(document: SpecDocument, path: tuple[str, ...], found: str, known: tuple[str, ...]) -> Diagnostic:
    near = nearest(found, known)
    fix = f"did you mean {near!r}?" if near else f"the block knows {', '.join(known)}"
    line, column, width = document.mark(path).key
    at = document.location(path)._replace(line=line, column=column)
    return Diagnostic(INEXACT.id, INEXACT.severity, at, f"unknown key {found!r}", fix, width)


def _say(document: SpecDocument, path: tuple[str, ...], message: str, fix: str) -> Diagnostic:
    return Diagnostic(INEXACT.id, INEXACT.severity, document.location(path), message, fix, document.place(path)[2])
