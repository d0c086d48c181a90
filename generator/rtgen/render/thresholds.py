"""How far the thresholds are, in words: a table for the document, the nearest one for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rtgen.decide.threshold import Threshold
from rtgen.render.json_lines import block, line
from rtgen.render.quantities import count, size_of

HEADERS = ("Threshold", "#Now", "#Holds to", "#Peak may grow", "#Users more", "Crossed at", "Then")
NAMES = {"tier": "Tier", "tasks": "Tasks", "redis_mode": "Redis mode", "redis_node_type": "Redis node"}


def rows(thresholds: Sequence[Threshold]) -> tuple[tuple[str, ...], ...]:
    """Rows under HEADERS."""
    return tuple(
        (
            NAMES[each.name],
            amount(each.value, each.unit),
            amount(each.threshold, each.unit),
            f"{count(each.headroom_percent)} %",
            count(each.headroom_users),
            crossed(each),
            each.then,
        )
        for each in thresholds
    )


def nearest(thresholds: Sequence[Threshold]) -> Threshold | None:
    """The one that the smallest growth crosses; one that is crossed already only where there is no other."""
    return min(thresholds, key=lambda each: (each.holds < 1, each.holds), default=None)


def said(of: Threshold) -> str:
    """One threshold in a sentence."""
    if of.holds < 1:
        return f"Crossed already, at {crossed(of)}: then {of.then}."
    room = f"room for {count(of.headroom_percent)} % or {count(of.headroom_users)} users"
    return f"At {crossed(of)} ({room}): then {of.then}."


def crossed(of: Threshold) -> str:
    """`1.34 × today's peak`."""
    return f"{float(of.growth):,.2f} × today's peak"


def amount(value: int, unit: str) -> str:
    """Bytes in a unit that a person can compare."""
    return f"{size_of(value)}{unit.removeprefix('bytes')}" if unit.startswith("bytes") else f"{count(value)} {unit}"


def as_json(thresholds: Sequence[Threshold]) -> str:
    """The value of `thresholds` in plan.json."""
    return block(
        {
            each.name: line(
                {
                    "growth": float(each.growth),
                    "headroom_percent": each.headroom_percent,
                    "headroom_users": each.headroom_users,
                    "then": each.then,
                    "threshold": each.threshold,
                    "unit": each.unit,
                    "value": each.value,
                }
            )
            for each in sorted(thresholds, key=lambda each: each.name)
        },
        1,
    )
