"""plan.json of the last plan, read once and without its features: thirty megabytes where there are ten thousand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rtgen.record import NamedTuple

FILE = "plan.json"
_NEXT = re.compile(r'\n  "|\n}')
"""Where the value of a key at the top ends."""
_OURS, _BASE, _THEIRS, _END_OF_BOTH = "<<<<<<< ", "||||||| ", "=======", ">>>>>>> "
"""How git marks the sides of a conflict, and what both came from where it is asked to show that."""
_MISSING, _TRAILING = re.compile(r'(?<=["}\]\w])(?=\n\s*["{])'), re.compile(r",(\s*[}\]])")
_FEATURES, _END = '  "features": {\n', "  }"
"""The lines of rtgen's layout around them."""


class LastPlan(NamedTuple):
    """What stands in the file, or why that cannot be read."""

    path: Path
    text: str
    """Its features left out, with their lines left empty; as it is where rtgen did not lay it out."""
    problem: str = ""

    def part(self, key: str) -> object:
        """The value of a key at the top, as rtgen lays it out, also where a merge left the lines of both sides.

        Raises ValueError where it is not there, or is no JSON.
        """
        start = self.text.index(_key(key)) + len(_key(key))
        try:
            return json.JSONDecoder().raw_decode(self.text, start)[0]
        except json.JSONDecodeError as error:
            end = _NEXT.search(self.text, start)
            try:
                return json.loads(_merged(self.text[start : end and end.start()]))
            except json.JSONDecodeError:
                raise error from None

    def has(self, key: str) -> bool:
        """Whether the key stands at the top, as rtgen lays it out."""
        return _key(key) in self.text


def last_plan(folder: Path) -> LastPlan | None:
    """The last plan of a stack's folder; None where there is none."""
    path = folder / FILE
    try:
        with path.open(encoding="utf-8") as file:
            return LastPlan(path, "".join(_without_features(file)))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        return LastPlan(path, "", f"it cannot be read ({type(error).__name__})")


def without_marks(lines: Iterable[str]) -> Iterator[str]:
    """The lines of both sides of a conflict, without git's marks and without what both sides came from."""
    base = False
    for line in lines:
        if line.startswith((_OURS, _BASE, _THEIRS, _END_OF_BOTH)):
            base = line.startswith(_BASE)
        elif not base:
            yield line


def _key(key: str) -> str:
    return f'\n  "{key}": '


def _merged(value: str) -> str:
    """A value that a merge left with the lines of both sides: without git's marks, and with commas between lines alone.

    What stands there twice has then the text of the side that came in last.
    """
    lines = "\n".join(without_marks(value.splitlines()))
    return _TRAILING.sub(r"\1", _MISSING.sub(",", lines.rstrip().removesuffix(",")))


def _without_features(lines: Iterable[str]) -> Iterator[str]:
    within = False
    for line in lines:
        within = within and not line.startswith(_END)
        yield "\n" if within else line
        within = within or line == _FEATURES
