"""Durations as the gateway's configuration writes them: always text with a unit.

A bare number would pass `checkconfig --strict` as nanoseconds (seen with Centrifugo 6.9.1).
"""

from __future__ import annotations

_UNITS = ((3600, "h"), (60, "m"))


def duration(seconds: int) -> str:
    """Whole seconds in the largest unit that holds them: `168h`, `5m`, `90s`."""
    for unit, letter in _UNITS:
        if seconds >= unit and seconds % unit == 0:
            return f"{seconds // unit}{letter}"
    return f"{seconds}s"


def seconds(written: str) -> int:
    """Whole seconds of a text that `duration` wrote."""
    units = {letter: unit for unit, letter in _UNITS}
    return int(written[:-1]) * units.get(written[-1], 1)
