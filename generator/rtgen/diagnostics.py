"""What rtgen has to say about a spec: where, which rule, what was found, what is allowed, and the fix.

A diagnostic is a value. Stages collect them and hand back all of one run, sorted by position; only the
command line prints them. The writers for text, JSON, SARIF and GitHub stand in `rtgen.report`.
"""

from enum import StrEnum

from rtgen.record import NamedTuple


class Severity(StrEnum):
    """How much a diagnostic weighs: an error refuses the spec, or makes the gate of a plan fall."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(NamedTuple):
    """A place in a text file. Lines and columns count from 1; columns count characters, not bytes."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Rule(NamedTuple):
    """One entry of the rule catalogue. The id is stable: it is never reused for another meaning.

    Blocks: RT0 reading YAML, RT1 schema, RT2 meaning across fields, RT3 transport, RT4 tier and Redis,
    RT5 capacity, RT6 patterns, RT7 writing files, RT8 what a plan lacks, RT87 managed providers, RT9 documents
    upstream, T32 to T34 the anti-patterns of the seed document.
    """

    id: str
    title: str
    severity: Severity
    why: str


class Diagnostic(NamedTuple):
    """One thing to say about a file. `message` says what was found and what is allowed; `fix` what to do."""

    rule: str
    severity: Severity
    location: Location
    message: str
    fix: str
    width: int = 1
    """Characters that the caret underlines."""
    secret: bool = False
    """Whether those characters are a secret, which no report may repeat."""
