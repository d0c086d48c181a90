"""The figures that have a limit, by Ably's names and by CloudWatch's."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from usage.ably import Entries, StatisticsError

MOST = 10**15
"""Above what anybody counts in a month, and exact as a float."""


class Figure(NamedTuple):
    """One metric."""

    metric: str
    entry: str
    """Ably's name."""
    unit: str
    """Of time, that a record of Ably's is about: minute, hour or month."""
    seconds: int
    """That a count is divided by, where the limit is one of a rate; else 1."""

    def most(self, records: Iterable[Entries]) -> float:
        """Return the largest value of several records; what has no entry is 0.

        Raises:
            StatisticsError: When a value is none that can be counted.

        """
        return max((self._value(each) for each in records), default=0.0) / self.seconds

    def _value(self, entries: Entries) -> float:
        value = entries.get(self.entry, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise StatisticsError(f"{self.entry} is no number")
        if not 0 <= value <= MOST:
            raise StatisticsError(f"{self.entry} is no count")
        return value


FIGURES = tuple(
    Figure(**row)
    for row in json.loads(Path(__file__).with_name("figures.json").read_text(encoding="utf-8"))
)
UNITS = tuple(dict.fromkeys(figure.unit for figure in FIGURES))
"""Each is asked for once."""
