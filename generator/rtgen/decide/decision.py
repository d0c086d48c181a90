"""The shape of a decision: what was chosen, from which facts, against which alternatives, on what grounds."""

from typing import Generic, TypeVar

from rtgen.diagnostics import Location, Severity
from rtgen.domain.platform import Waiver
from rtgen.domain.provenance import Given, Origin
from rtgen.record import NamedTuple

Choice = TypeVar("Choice", covariant=True)


class Fact(NamedTuple):
    """A value that a rule read, and where it stands."""

    subject: str
    """Dotted path in the spec, such as `tier`; with a dot before it, below the feature: `.communication`."""
    value: str
    origin: Origin | Given
    """Below a feature without its place in the spec: features that ask the same share their decisions."""


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


class Edit(NamedTuple):
    """The change of the spec that resolves a finding, exactly."""

    path: str
    """Dotted path of the key, such as `features.chat.publish.by`."""
    value: str | None
    """What to write there, as YAML on one line; None takes the key out."""
    without: tuple[str, ...] = ()
    """Dotted paths of what cannot stay beside it."""

    def __str__(self) -> str:
        if self.value is None:
            return f"take out {self.path}"
        without = f" without {' and '.join(self.without)}" if self.without else ""
        return f"{self.path}: {self.value}{without}"


class Finding(NamedTuple):
    """What a check has to say about a plan."""

    rule: str
    severity: Severity
    feature: str | None
    message: str
    fix: str
    location: Location
    evidence: str = ""
    """What the check saw in the plan or the spec, in a few words; empty where the message says it."""
    edit: Edit | None = None
    """None where a machine cannot know the right change."""
    waived: Waiver | None = None
    """The waiver that accepts it: the finding stays listed, and fails nothing."""
