"""Everything that was read upstream."""

from __future__ import annotations

from rtgen.diagnostics import Location
from rtgen.domain.constraints import Constraint
from rtgen.record import NamedTuple
from rtgen.spec.document import Value


class Stated(NamedTuple):
    """A key of the spec's `platform`, as a document states it."""

    key: str
    value: Value
    constraint: Constraint


class Unread(NamedTuple):
    """What a document says of one subject in words that are not understood, or why its prose is not read at all."""

    message: str
    location: Location
    """The first of its lines."""
    phrase: str


class Upstream(NamedTuple):
    """What the documents state, what of it a spec can take, and what was not understood."""

    constraints: tuple[Constraint, ...] = ()
    platform: tuple[Stated, ...] = ()
    unread: tuple[Unread, ...] = ()
