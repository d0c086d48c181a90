"""Edits of findings, done to a spec that was read."""

from __future__ import annotations

import copy
from typing import TypeAlias

import yaml

from rtgen.decide.decision import Edit

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | None"


def edited(data: dict[str, Data], edit: Edit) -> dict[str, Data]:
    """A copy of the spec with the edit done."""
    done = copy.deepcopy(data)
    _put(done, edit.path, None if edit.value is None else yaml.safe_load(edit.value))
    for path in edit.without:
        _put(done, path, None)
    return done


def _put(data: Data, path: str, value: Data) -> None:
    """Writes the value there, in mappings that are made where there are none; None takes out what stands there."""
    key, _, rest = path.partition(".")
    match data:
        case dict() if rest:
            _put(data.setdefault(key, {}), rest, value)
        case dict() if value is None:
            del data[key]
        case dict():
            data[key] = value
        case list() if rest:
            _put(data[int(key)], rest, value)
        case list() if value is None:
            del data[int(key)]
        case _:
            raise AssertionError(path)
