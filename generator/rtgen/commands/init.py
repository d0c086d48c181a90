"""`rtgen init`: a first spec, from the gallery or from a few answers."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rtgen import gallery
from rtgen.commands import console
from rtgen.domain.vocabulary import Kind
from rtgen.spec.regions import REGIONS
from rtgen.spec.spelling import nearest

Answer = TypeVar("Answer")


def run(folder: Path, example: str | None, *, listing: bool) -> int:
    """Writes `folder/spec.yaml` and the schema beside it; 2 when one is there already or the example is unknown."""
    examples = {each.name: each for each in gallery.examples()}
    if listing:
        for each in examples.values():
            line = f"{each.name:<16} {each.summary}"
            console.out(textwrap.fill(line, console.width(), subsequent_indent=" " * 17, break_on_hyphens=False))
        return 0
    target = folder / "spec.yaml"
    if target.exists():
        console.err(f"rtgen: {target} is there already; name another folder, or remove it first")
        return 2
    if example is None and not sys.stdin.isatty():
        console.err("rtgen: no terminal to ask on; choose an example with --from (rtgen init --list shows them)")
        return 2
    if example is not None and example not in examples:
        from rtgen.spec.spelling import nearest  # noqa: PLC0415 - only this error needs it

        near = nearest(example, examples)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(examples)}"
        console.err(f"rtgen: no example is named {example!r}; {hint}")
        return 2
    try:
        text = examples[example].text if example is not None else gallery.first_spec(_ask())
    except EOFError:
        console.err("\nrtgen: the answers ended before the questions did; nothing was written")
        return 2
    return _write(target, text)


def _write(target: Path, text: str) -> int:
    from rtgen.spec import schema_text  # noqa: PLC0415

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        (target.parent / gallery.SCHEMA_FILE).write_text(schema_text(), encoding="utf-8", newline="\n")
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as problem:
        console.err(f"rtgen: cannot write {target}: {problem.strerror}")
        return 2
    console.out(f"wrote {target} ({gallery.SCHEMA_FILE} beside it lets an editor complete and explain its keys)")
    console.out(f"next:  rtgen plan {target}")
    return 0


def _ask() -> gallery.Answers:
    return gallery.Answers(
        name=_answer("Name of the project", "my-realtime", _name),
        kinds=_answer(f"Features, by kind ({', '.join(Kind)})", "chat, presence", _kinds),
        peak_users=_answer("Users online at the same time at peak", "1000", _count),
        region=_answer("AWS region", "us-east-1", _region),
        origin=_answer("Origin of the web pages that may connect", "https://www.example.com", _origin),
    )


def _answer(question: str, default: str, read: Callable[[str], Answer]) -> Answer:
    while True:
        given = input(f"{question} [{default}]: ").strip() or default
        try:
            return read(given)
        except ValueError as problem:
            console.err(f"  {problem}")


def _name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,38}[a-z0-9]", text):
        raise ValueError("3 to 40 lower-case letters, digits and hyphens, beginning with a letter")
    return text


def _kinds(text: str) -> tuple[Kind, ...]:
    words = [word for word in re.split(r"[\s,]+", text) if word]
    unknown = [word for word in words if word not in list(Kind)]
    if unknown or not words:
        raise ValueError(f"no such kind: {', '.join(unknown)}" if unknown else "one kind at least")
    return tuple(dict.fromkeys(Kind(word) for word in words))


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise ValueError("a whole number from 1 to 999999999, without separators")
    return int(text)


def _region(text: str) -> str:
    if text not in REGIONS:
        near = nearest(text, sorted(REGIONS))
        raise ValueError(f"no region of AWS; did you mean {near}?" if near else "a region of AWS, such as eu-west-1")
    return text


def _origin(text: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.*-]+(:[0-9]+)?", text):
        raise ValueError("a scheme and a host, such as https://www.example.com")
    return text
