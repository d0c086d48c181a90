"""The shape of a decision: what was chosen, from which facts, against which alternatives, on what grounds."""

from typing import Generic, NamedTuple, TypeVar

from rtgen.diagnostics import Location, Severity
from rtgen.domain.provenance import Origin

Choice = TypeVar("Choice", covariant=True)


class Fact(NamedTuple):
    """A value that a rule read, and where it stands."""

    subject: str
    """Dotted path in the spec, such as `features.order-chat.communication`."""
    value: str
    origin: Origin


class Rejected(NamedTuple):
    """An alternative, and why it was not taken."""

    alternative: str
    reason: str


class Source(NamedTuple):
    """What a rule or number rests on."""

    title: str
    url: str
    read: str
    """ISO date on which it was read."""


class Decision(NamedTuple, Generic[Choice]):
    """One choice with its reasons. Equal inputs give equal decisions."""

    rule: str
    """Id in the catalogue that `rtgen rules` prints."""
    choice: Choice
    because: str
    """One sentence for a person."""
    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]
    sources: tuple[Source, ...]


class Figure(NamedTuple):
    """A computed quantity with its working, such as `ceil(40000 × 1.0 × 1.5) = 60000`."""

    name: str
    """Stable key in plan.json, in snake_case with its unit left out."""
    value: int
    unit: str
    working: str


class Finding(NamedTuple):
    """What a check has to say about a plan."""

    rule: str
    severity: Severity
    feature: str | None
    message: str
    fix: str
    location: Location
