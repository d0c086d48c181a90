"""A spec as it was written: its data, with the place of every key and value."""

from collections.abc import Mapping
from typing import TypeAlias

from rtgen.diagnostics import Location
from rtgen.domain.provenance import Place
from rtgen.record import NamedTuple

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
Marks: TypeAlias = "Mapping[str, Mark] | list[Mark] | None"


class Mark(NamedTuple):
    """Where a value stands (and its key, in a mapping): lines and columns from 1, widths in characters."""

    key: Place
    value: Place
    children: Marks


class SpecDocument(NamedTuple):
    """A spec as it was written: its text, its data, and the marks of the data."""

    file: str
    text: str
    data: dict[str, Value]
    marks: Mark

    def mark(self, path: tuple[str | int, ...]) -> Mark:
        """The mark at `path`, or of its nearest parent that stands in the text."""
        at = self.marks
        for step in path:
            below = _below(at.children, step)
            if below is None:
                break
            at = below
        return at

    def gives(self, path: tuple[str, ...]) -> bool:
        """Whether the spec itself has a value at `path`."""
        at: Value = self.data
        for step in path:
            if not isinstance(at, dict) or step not in at:
                return False
            at = at[step]
        return True

    def place(self, path: tuple[str | int, ...]) -> Place:
        """The value at `path`; where none is written, the key of its nearest parent."""
        at = self.marks
        for step in path:
            below = _below(at.children, step)
            if below is None:
                return at.key
            at = below
        return at.value

    def location(self, path: tuple[str | int, ...]) -> Location:
        """Where the value at `path` begins."""
        line, column, _ = self.place(path)
        return Location(self.file, line, column)


def _below(marks: Marks, step: str | int) -> Mark | None:
    if isinstance(marks, list):
        return marks[step] if isinstance(step, int) and step < len(marks) else None
    if marks is not None and isinstance(step, str):
        return marks.get(step)
    return None
