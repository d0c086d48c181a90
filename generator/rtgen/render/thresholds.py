"""How far the thresholds are, in words: tables for the document, the nearest one for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rtgen.decide.decisions import Candidate
from rtgen.decide.limits import BAND
from rtgen.decide.provider.say import plan
from rtgen.decide.provider.thresholds import FARTHEST
from rtgen.decide.threshold import FALLS, PROVIDER, RECORDED, Threshold
from rtgen.render.json_lines import block, line
from rtgen.render.quantities import count, size_of

HEADERS = ("Threshold", "#Now", "Holds to", "Then", "#× peak", "#Headroom", "#In users")
_NAMES = {
    "tier": "Tier",
    "tasks": "Tasks",
    "redis_mode": "Redis mode",
    "redis_node_type": "Redis node",
    "redis_connections": "Redis connections",
}
_ABOVE, _BELOW = "once recorded", "once recorded, shrinking"
"""Which edge of the band a row is about."""
_LESS = " less"


def named(of: Threshold) -> str:
    """`Redis mode`, `Provider: messages a day`."""
    base = of.name.removesuffix(FALLS).removesuffix(RECORDED)
    if base not in _NAMES:
        return f"Provider: {limit(of)}"
    return _NAMES[base] if base == of.name else f"{_NAMES[base]}, {_BELOW if of.falls else _ABOVE}"


def limit(of: Threshold) -> str:
    """Of a provider, as the checks of fit name it: `messages a day`."""
    return of.name.removeprefix(PROVIDER).replace("_", " ")


def rows(thresholds: Sequence[Threshold]) -> tuple[tuple[str, ...], ...]:
    """Rows under HEADERS."""
    return tuple(
        (
            named(each),
            _number(each.value, each.unit),
            edge(each),
            each.then,
            f"{float(each.growth):,.2f}",
            f"{count(each.headroom_percent)} %{_LESS if each.falls else ''}",
            f"{count(each.headroom_users)}{_LESS if each.falls else ''}",
        )
        for each in thresholds
    )


def nearest(thresholds: Sequence[Threshold]) -> Threshold | None:
    """The one that the smallest growth crosses; one that is crossed already only where there is no other."""
    above = (each for each in thresholds if not each.falls)
    return min(above, key=lambda each: (each.holds < 1, each.holds), default=None)


def falling(thresholds: Sequence[Threshold]) -> Threshold | None:
    """The one that less load crosses first."""
    return max((each for each in thresholds if each.falls), key=lambda each: each.holds, default=None)


def said(of: Threshold) -> str:
    """One threshold in a sentence."""
    if of.holds < 1 and not of.falls:
        return f"Crossed already, at {crossed(of)}: then {of.then}."
    way = "with less load: the peak may fall by" if of.falls else "room for"
    return (
        f"At {crossed(of)} ({way} {count(of.headroom_percent)} % or {count(of.headroom_users)} users): then {of.then}."
    )


def banded(thresholds: Sequence[Threshold]) -> str:
    """What the rows of recorded decisions say; empty where there are none."""
    if not any(each.name.endswith((RECORDED, FALLS)) for each in thresholds):
        return ""
    return (
        f"A decision that a plan has recorded stays until the load is {count(int(BAND.value * 100))} % beyond its "
        f"threshold: “{_ABOVE}” says where that is. “{_BELOW}” says, if it is near, below which load it goes back."
    )


def out_of_sight(of: Candidate) -> str:
    """That no published limit of a provider's plan is near."""
    return f"No published limit of {plan(of)} is crossed below {float(FARTHEST):g} × today's peak."


def crossed(of: Threshold) -> str:
    """`1.34 × today's peak`."""
    return f"{float(of.growth):,.2f} × today's peak"


def edge(of: Threshold) -> str:
    """`100,000 connections`; of one that less load crosses, the least that holds."""
    return f"{'down to ' if of.falls else ''}{amount(of.threshold, of.unit)}"


def amount(value: int, unit: str) -> str:
    """Bytes in a unit that a person can compare."""
    return f"{size_of(value)}{unit.removeprefix('bytes')}" if unit.startswith("bytes") else f"{count(value)} {unit}"


def _number(value: int, unit: str) -> str:
    """The amount without what its threshold says beside it."""
    return size_of(value) if unit.startswith("bytes") else count(value)


def as_json(thresholds: Sequence[Threshold], depth: int) -> str:
    """The value of `thresholds` in plan.json."""
    return block(
        {
            each.name: line(
                {
                    "direction": "down" if each.falls else "up",
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
        depth,
    )
