"""Where each value of a spec comes from, so that a decision can name the line that it read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from rtgen.diagnostics import Location
from rtgen.record import NamedTuple

Place: TypeAlias = tuple[int, int, int]
"""Line and column from 1, and width in characters."""


class DefaultOf(NamedTuple):
    """A value that the spec left open; `what` is the preset that filled it, such as `kind chat`."""

    what: str

    def __str__(self) -> str:
        return f"default of {self.what}"


class Given(NamedTuple):
    """A value that the spec gives, without its place, which `Provenance.of` tells."""

    def __str__(self) -> str:
        return "spec"


GIVEN = Given()
Origin = Location | DefaultOf
"""Prints as `spec.yaml:12:7` or as `default of kind chat`."""


class Provenance(NamedTuple):
    """The positions of the keys that a spec gives, by dotted path below the entry (`publish.rate`)."""

    entry: Location
    """Where the entry itself stands, such as the feature's id."""
    given: Mapping[str, Place]
    """Where each given value stands, its line counted from the entry's: entries that are laid out alike share this.
    What is missing here came from `default`."""
    default: DefaultOf
    elsewhere: Mapping[str, Location] = MappingProxyType({})
    """Places in other files of what the spec leaves open and an upstream document states."""

    def of(self, path: str) -> Origin:
        """The place of the value at `path`; of the nearest given parent when only that stands in the spec."""
        at = path
        while at:
            if at in self.given:
                line, column, _ = self.given[at]
                return Location(self.entry.file, self.entry.line + line, column)
            if at in self.elsewhere:
                return self.elsewhere[at]
            at = at.rpartition(".")[0]
        return self.default

    def unplaced(self, path: str) -> Origin | Given:
        """`of`, without the place of what the spec itself gives."""
        origin = self.of(path)
        return GIVEN if isinstance(origin, Location) and origin.file == self.entry.file else origin
