"""What documents of the same project already state about it."""

from rtgen.diagnostics import Location
from rtgen.record import NamedTuple


class Constraint(NamedTuple):
    """One thing that an upstream document states."""

    subject: str
    """What it is about: `platform.region`, `cloud`, `api.style`."""
    value: str
    location: Location
    phrase: str
    """The words that say it."""
    exact: bool = False
    """An exact block states it, which counts before prose."""

    @property
    def place(self) -> str:
        """`system-architecture.md:12`: the document without its folder, which is the reader's own."""
        return f"{self.location.file.rpartition('/')[2]}:{self.location.line}"
