"""YAML text → data with the position of every key and value.

What a reviewer cannot see at a glance is not taken: tags, anchors, aliases, merge keys and several documents are
errors, each with its place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from sys import intern
from typing import cast

import yaml

from rtgen.diagnostics import Diagnostic, Location
from rtgen.domain.provenance import Place
from rtgen.spec import rules, scalars
from rtgen.spec.document import Mark, SpecDocument, Value

MAX_BYTES = 8 * 1024 * 1024
"""Ten thousand features are half of it."""
MAX_DEPTH = 20


def read(path: Path) -> tuple[SpecDocument | None, list[Diagnostic]]:
    """Reads one file. Returns no document when its data cannot be trusted, and everything that is wrong with it."""
    file = path.as_posix()
    text, problem = _text(path, file)
    if text is None:
        return None, [problem] if problem else []
    return read_text(file, text)


def read_text(file: str, text: str) -> tuple[SpecDocument | None, list[Diagnostic]]:
    """The same for a text at hand, such as a part of another file."""
    builder = _Builder(file, text)
    document = builder.build()
    return document, builder.problems


def _text(path: Path, file: str) -> tuple[str | None, Diagnostic | None]:
    at = Location(file, 1, 1)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except IsADirectoryError:
        return None, rules.UNREADABLE.at(at, "this is a folder", f"name the file in it, such as {file}/spec.yaml")
    except FileNotFoundError:
        return None, rules.UNREADABLE.at(at, "there is no such file", "write one with: rtgen init")
    except OSError as error:
        return None, rules.UNREADABLE.at(at, f"it cannot be read: {error.strerror}", "check the path and its rights")
    if len(raw) > MAX_BYTES:
        return None, rules.TOO_LARGE.at(
            at, f"the file is larger than {MAX_BYTES // 2**20} MiB", "split the features over several specs"
        )
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        return None, rules.ENCODING.at(
            Location(file, line, column), f"byte {raw[error.start]:#04x} is not UTF-8", "save the file as UTF-8"
        )


def _place(event: yaml.Event) -> Place:
    """Line, column and width of an event."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # the parsers give every event its marks; the stubs do not know
        return 1, 1, 1
    line, column = start.line, start.column
    width = end.column - column if end.line == line else 1
    return line + 1, column + 1, width or 1


class _Builder:
    """Turns parser events into data and marks; collects what is not taken."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Diagnostic] = []
        self.usable = True
        self.plain: dict[str, Value] = {**scalars.WORDS}
        """What plain scalars have been read as: a large spec says the same few a thousand times."""

    def build(self) -> SpecDocument | None:
        try:
            # The C parser where libyaml is there, the pure one elsewhere: the same events.
            loader = (yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader)(self.text)
            # There is always a next event here: the stream's end is seen before there is none.
            self.next = cast("Callable[[], yaml.Event]", loader.get_event)
            self.next()  # stream start
            event = self.next()
            if isinstance(event, yaml.StreamEndEvent):
                self.wrong(rules.EMPTY, (1, 1, 1), "there is nothing in it", "write a first spec with: rtgen init")
                return None
            value, mark = self.node(self.next(), (1, 1, 1), 0)
            self.next()  # document end
            after = self.next()
            if not isinstance(after, yaml.StreamEndEvent):
                message = "a second document begins here"
                self.wrong(rules.ONE_DOCUMENT, _place(after), message, "give each spec a file of its own")
        except yaml.MarkedYAMLError as error:
            where = error.problem_mark or error.context_mark
            place = (where.line + 1, where.column + 1, 1) if where else (1, 1, 1)
            fix = "correct the indentation, the brackets or the quotes around this place"
            if self.text_of(place) == "\t":
                fix = "indent with spaces; YAML takes no tabs there"
            self.wrong(rules.SYNTAX, place, _sentence(error), fix)
            return None
        except yaml.reader.ReaderError as error:
            # One parser counts bytes and the other characters; the text itself tells the same to both.
            found = yaml.reader.Reader.NON_PRINTABLE.search(self.text)
            before = self.text[: found.start() if found else error.position]
            place = (before.count("\n") + 1, len(before) - before.rfind("\n"), 1)
            what = f"U+{ord(found[0]):04X}" if found else "here"
            self.wrong(rules.ENCODING, place, f"the character {what} is not allowed in YAML", "remove it")
            return None
        if not isinstance(value, dict):
            if self.usable:
                what = "a list" if isinstance(value, list) else "a single value"
                self.wrong(
                    rules.EMPTY, mark.value, f"{what} where a mapping of keys is expected", "begin: `version: 1`"
                )
            return None
        return SpecDocument(self.file, self.text, value, mark) if self.usable else None

    def wrong(self, rule: rules.Template, place: Place, message: str, fix: str) -> None:
        self.usable = False
        line, column, width = place
        self.problems.append(rule.at(Location(self.file, line, column), message, fix, width))

    def node(self, event: yaml.Event, key: Place, depth: int) -> tuple[Value, Mark]:
        place = _place(event)
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self.hidden(event, place)
            return self.scalar(event, place), Mark(key, place, None)
        if not isinstance(event, yaml.CollectionStartEvent):
            self.wrong(rules.ALIAS, place, f"the alias {self.text_of(place)} stands here", "write the value out")
            return None, Mark(key, place, None)
        if event.anchor is not None or event.tag is not None:
            self.hidden(event, place)
        if depth >= MAX_DEPTH:
            self.wrong(
                rules.TOO_DEEP, place, f"nested more than {MAX_DEPTH} deep", "no spec needs that; take levels out"
            )
            self.skip()
            return None, Mark(key, place, None)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(key, place, depth)
        return self.mapping(key, place, depth)

    def text_of(self, place: Place) -> str:
        """What stands at a place, within its line."""
        line, column, width = place
        lines = self.text.splitlines()
        return lines[line - 1][column - 1 : column - 1 + width] if line <= len(lines) else ""

    def hidden(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        if event.anchor is not None:
            fix = "take it out; write values where they belong"
            self.wrong(rules.ALIAS, place, f"the anchor &{event.anchor} stands here", fix)
        else:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self.wrong(rules.TAG, place, f"the tag {tag} stands here", "take it out; the schema knows the types")

    def skip(self) -> None:
        open_nodes = 1
        while open_nodes:
            event = self.next()
            if isinstance(event, yaml.CollectionStartEvent):
                open_nodes += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                open_nodes -= 1

    def sequence(self, key: Place, place: Place, depth: int) -> tuple[list[Value], Mark]:
        values: list[Value] = []
        marks: list[Mark] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            value, mark = self.node(event, place, depth + 1)
            values.append(value)
            marks.append(mark)
        return values, Mark(key, place, marks)

    def mapping(self, key: Place, place: Place, depth: int) -> tuple[dict[str, Value], Mark]:
        values: dict[str, Value] = {}
        marks: dict[str, Mark] = {}
        following = self.next
        while not isinstance(event := following(), yaml.MappingEndEvent):
            at = _place(event)
            if not isinstance(event, yaml.ScalarEvent):
                self.wrong(rules.KEY, at, "a key is not a text", "use a plain word as key")
                self.node(event, place, depth + 1)
                self.node(following(), place, depth + 1)
                continue
            name = intern(event.value)  # the same few keys stand in every feature
            if event.anchor is not None or event.tag is not None:
                self.hidden(event, at)
            if name == "<<" and event.implicit[0]:
                self.wrong(rules.ALIAS, at, "a merge key stands here", "write the keys out")
            value, mark = self.node(following(), at, depth + 1)
            if name in marks:
                self.wrong(
                    rules.DUPLICATE, at, f"{name!r} stands in line {marks[name].key[0]} already", "keep one of the two"
                )
                continue
            values[name] = value
            marks[name] = mark
        return values, Mark(key, place, marks)

    def scalar(self, event: yaml.ScalarEvent, place: Place) -> Value:
        text = event.value
        if not text.isascii() and (said := scalars.deceiving(text)):
            self.wrong(rules.ENCODING, place, said.message, said.fix)
        if not event.implicit[0]:
            return text
        if text in self.plain:
            return self.plain[text]
        value = scalars.number(text) if text[0] in scalars.NUMERIC_START else text
        if isinstance(value, scalars.Refused):
            self.wrong(rules.AMBIGUOUS_NUMBER, place, value.message, value.fix)
            return None
        if self.usable:
            self.plain[text] = value
        return value


def _sentence(error: yaml.MarkedYAMLError) -> str:
    context = f" ({error.context})" if error.context else ""
    return f"{error.problem or 'this is not YAML'}{context}"
