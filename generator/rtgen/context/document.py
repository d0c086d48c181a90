"""One document → what it states, what of it is not understood, and what is wrong with its exact blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rtgen.context.block import read_block
from rtgen.context.blocks import blocks
from rtgen.context.language import english
from rtgen.context.lines import Fence, Line, Part, Unclosed, lines
from rtgen.context.passages import Passage, Section, passages
from rtgen.context.reading import Said, mentioned, stated
from rtgen.context.rules import INEXACT
from rtgen.context.subjects import SUBJECTS
from rtgen.context.upstream import Stated, Unread
from rtgen.diagnostics import Diagnostic, Location
from rtgen.domain.constraints import Constraint
from rtgen.record import NamedTuple

MAX_BLOCKS = 20
_SHOWN = 8
"""Lines that are named; more would drown the rest."""
_LONGEST = 160
"""Characters of a line that are shown."""
_SECRET = re.compile(
    r"://[^/\s]{0,200}@|(?:password|passwd|secret|token|key)\W{0,3}[:=]|\b(?=\w{0,60}\d)\w{32}", re.IGNORECASE
)
_HTML = ("<!doctype", "<html")
_WORDS = {each.name: each.words for each in SUBJECTS}


class Document(NamedTuple):
    """What was read of one document."""

    constraints: tuple[Constraint, ...]
    platform: tuple[Stated, ...]
    unread: tuple[Unread, ...]
    problems: tuple[Diagnostic, ...]


class _Mention(NamedTuple):
    said: Said
    passage: Passage


def read_document(file: str, text: str, subjects: frozenset[str]) -> Document:
    """Reads the exact blocks, and the prose for these subjects."""
    parts = list(lines(text))
    exact = [read_block(file, part) for part in parts if isinstance(part, Fence)][:MAX_BLOCKS]
    problems = [*_unclosed(file, parts), *(each for one in exact for each in one.problems)]
    if (count := sum(isinstance(part, Fence) for part in parts)) > MAX_BLOCKS:
        message = f"{count} blocks `yaml rtgen`; a document has {MAX_BLOCKS} at most"
        problems.append(Diagnostic(INEXACT.id, INEXACT.severity, Location(file, 1, 1), message, "join them"))
    kept, aside = passages(blocks(parts))
    silent = _silent(file, text, parts, [] if kept else aside)
    found: list[Constraint] = []
    mentions: list[_Mention] = []
    for passage in () if silent else kept:
        said = stated(passage, subjects)
        found += [_constraint(file, passage, each, value) for each in said for value in each.values]
        told = {each.subject for each in said}
        mentions += [_Mention(each, passage) for each in mentioned(passage, subjects) if each.subject not in told]
    everything = (*(each for one in exact for each in one.constraints), *found)
    return Document(
        constraints=tuple(sorted(everything, key=lambda each: each.location)),
        platform=(*(each for one in exact for each in one.platform), *_fills(found)),
        unread=(*silent, *_open_ended(file, parts), *_unread(file, mentions, everything)),
        problems=tuple(problems),
    )


def _constraint(file: str, passage: Passage, said: Said, value: str) -> Constraint:
    return Constraint(said.subject, value, Location(file, passage.line(said.at), 1), _shown(passage.text))


def _shown(text: str) -> str:
    """The words of a passage; none where a password or a key may be among them, which no report may repeat."""
    return "" if _SECRET.search(text) else text[:_LONGEST].rstrip(".")


def _fills(found: list[Constraint]) -> Iterator[Stated]:
    """What prose states of the keys that it states whole."""
    for each in found:
        match each.subject:
            case "platform.region":
                yield Stated("region", each.value, each)
            case "platform.budget":
                yield Stated("budget", int(each.value), each)
            case _:
                pass


def _unclosed(file: str, parts: list[Part]) -> Iterator[Diagnostic]:
    """Exact blocks that nobody would read."""
    for part in parts:
        if isinstance(part, Unclosed) and part.swallows:
            at = Location(file, part.line, 1)
            within = "" if part.swallows == part.line else f", and in line {part.swallows} a `yaml rtgen` block begins"
            message = f"{part.what} begins here and does not end{within}"
            yield Diagnostic(INEXACT.id, INEXACT.severity, at, message, "end it with a line of its marks alone")


def _open_ended(file: str, parts: list[Part]) -> Iterator[Unread]:
    for part in parts:
        if isinstance(part, Unclosed) and not part.swallows:
            where = f"{file.rpartition('/')[2]}:{part.line}"
            message = f"{part.what} that begins at {where} does not end, so nothing after it is read.".capitalize()
            yield Unread(message, Location(file, part.line, 1), "")


def _silent(file: str, text: str, parts: list[Part], aside: list[Section]) -> tuple[Unread, ...]:
    """Why the prose of a document is not read at all."""
    if text.lstrip()[:20].lower().startswith(_HTML):
        why, line = "the document is HTML", 1
    elif not english(" ".join(each.text for each in parts if isinstance(each, Line))):
        why, line = "the document is not in English, as far as can be told", 1
    elif aside:
        where = f"below {aside[0].title!r}" if aside[0].title else "it says that in it"
        why, line = f"{where} stands what is planned, shown or past, as far as can be told", max(1, aside[0].line)
    else:
        return ()
    message = f"Of {file.rpartition('/')[2]} only exact blocks are read: {why}."
    return (Unread(message, Location(file, line, 1), ""),)


def _unread(file: str, mentions: list[_Mention], stated_: tuple[Constraint, ...]) -> Iterator[Unread]:
    """One note for each subject, with its lines; not for what is stated elsewhere in the document."""
    known: dict[str, set[str]] = {}
    for each in stated_:
        known.setdefault(each.subject, set()).add(each.value)
    for subject, words in _WORDS.items():
        of = [
            each
            for each in mentions
            if each.said.subject == subject and not (subject in known and set(each.said.values) <= known[subject])
        ]
        if of:
            lines_ = [each.passage.line(each.said.at) for each in of]
            shown = ", ".join(map(str, lines_[:_SHOWN])) + (f" and {len(of) - _SHOWN} more" if len(of) > _SHOWN else "")
            what, were = ("A line", "was") if len(of) == 1 else (f"{len(of)} lines", "were")
            message = f"{what} of {file.rpartition('/')[2]} about {words} {were} not understood: {shown}."
            yield Unread(message, Location(file, lines_[0], 1), _shown(of[0].passage.text))
