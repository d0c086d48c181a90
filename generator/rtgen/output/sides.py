"""Whether what git has put together from two plans may be written anew unasked.

What only tells may. What is deployed may hold a person's change besides: in `Pulumi.<environment>.yaml` each line must
be one that either plan set, which plan.json says, of which git keeps the lines of both sides as well; the gateway's
configuration must have a key twice, which nobody writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from rtgen.output.last_plan import LastPlan, without_marks

_FILE = re.compile(r"Pulumi\.(.+)\.yaml")
_SET = re.compile(r"  [^\s:]+:(\w+): (.+)")
"""A line of the configuration: `  team-chat:gatewayCpu: "1024"`."""
_PLANNED = re.compile(r' {6,}"(\w+)": (.+?),?')
"""A line of plan.json with a value of an environment."""
_GATEWAY = "gateway/config.json"


def settled(path: str, merged: str, after: str, last: LastPlan | None) -> bool:
    """Whether the merged text of a file holds nothing that two plans did not write; `after` is what this one writes."""
    environment = _FILE.fullmatch(path)
    if environment is not None:
        return _only_planned(merged, after, environment[1], last)
    return path != _GATEWAY or not _plain(merged)


def _plain(text: str) -> bool:
    """Whether a text is JSON in which no key stands twice."""
    try:
        json.loads(text, object_pairs_hook=_once)
    except ValueError:
        return False
    return True


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found


def _only_planned(text: str, after: str, name: str, last: LastPlan | None) -> bool:
    """Whether each line stands in the new text, or sets what one of the last plans has set for the environment."""
    known = set(after.splitlines())
    planned = frozenset() if last is None else frozenset(_planned(last.text.splitlines(), name))
    return all(
        line in known or ((found := _SET.fullmatch(line)) and (found[1], _value(found[2])) in planned)
        for line in without_marks(text.splitlines())
    )


def _planned(lines: Iterable[str], name: str) -> Iterator[tuple[str, str]]:
    """Every key and value of an environment, of either side."""
    within = here = False
    for line in lines:
        if line.startswith('  "'):
            within = line == '  "environments": {'
        elif line.startswith('    "'):
            here = line == f'    "{name}": {{'
        elif within and here and (found := _PLANNED.fullmatch(line)):
            yield found[1], _value(found[2])


def _value(written: str) -> str:
    """One text for a value, however it is written: in a configuration numbers and truths stand in quotes."""
    try:
        value = json.loads(written)
    except ValueError:  # YAML needs no quotes
        return written
    return value if isinstance(value, str) else json.dumps(value)
