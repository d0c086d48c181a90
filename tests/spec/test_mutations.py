"""Whatever is done to a spec: it is taken, or refused with faults that have a place. Nothing else comes out."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from rtgen import resources
from rtgen.diagnostics import Diagnostic
from rtgen.report import text
from rtgen.spec import SpecRejected, load

EXAMPLES = sorted(resources.examples().glob("*/spec.yaml"))
ODD = "\x00\t\ufeff\u2028\x85'\"{}[]&*!|>%@`#:-?,\n\r 0é漢😀~\\<"
WORDS = ("no", "012", "~", "[]", "{}", "-1", "1e400", "0x10", '"30s\\n"', "5%", "!!str x", "99999999999999999999", "''")


def _delete(spec: str, rng: random.Random) -> str:
    at = rng.randrange(len(spec))
    return spec[:at] + spec[at + rng.randint(1, 30) :]


def _repeat(spec: str, rng: random.Random) -> str:
    at = rng.randrange(len(spec))
    return spec[:at] + spec[at : at + rng.randint(1, 60)] + spec[at:]


def _swap(spec: str, rng: random.Random) -> str:
    lines = spec.splitlines(keepends=True)
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def _insert(spec: str, rng: random.Random) -> str:
    at = rng.randrange(len(spec))
    return spec[:at] + rng.choice(ODD) + spec[at:]


def _drop_line(spec: str, rng: random.Random) -> str:
    lines = spec.splitlines(keepends=True)
    del lines[rng.randrange(len(lines))]
    return "".join(lines)


def _retype(spec: str, rng: random.Random) -> str:
    """Another value in a key's place; the text around it stays YAML more often than not."""
    lines = spec.splitlines(keepends=True)
    keyed = [number for number, line in enumerate(lines) if ": " in line]
    number = rng.choice(keyed or [0])
    key, _, _ = lines[number].partition(": ")
    lines[number] = f"{key}: {rng.choice(WORDS)}\n"
    return "".join(lines)


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (_delete, _repeat, _swap, _insert, _drop_line, _retype)


def said(path: Path) -> tuple[Diagnostic, ...]:
    """The faults of a refused spec; none of one that is taken, with a feature at least."""
    try:
        (features,) = load([path])
    except SpecRejected as rejected:
        return rejected.diagnostics or pytest.fail("refused without a word")
    assert features.features
    return ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__.strip("_"))
def test_a_mutated_example_is_taken_or_refused_in_place(
    example: Path, mutation: Callable[[str, random.Random], str], tmp_path: Path
) -> None:
    rng = random.Random(f"{example.parent.name} {mutation.__name__}")  # noqa: S311 - cases, not secrets
    original = example.read_text(encoding="utf-8")
    path = tmp_path / "spec.yaml"
    for _ in range(100):
        spec = mutation(original, rng)
        path.write_text(spec, encoding="utf-8", newline="")
        found = said(path)
        for each in found:
            assert 1 <= each.location.line <= len(spec.splitlines()) + 1, each
            assert each.location.column >= 1, each
        assert not found or "error RT" in text(found, width=100, colour=False)
