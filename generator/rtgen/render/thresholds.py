"""How far the thresholds are, in words: tables for the document, the nearest one for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rtgen.decide.decisions import Candidate
from rtgen.decide.limits import BAND
from rtgen.decide.provider.say import plan
from rtgen.decide.provider.thresholds import FARTHEST
from rtgen.decide.threshold import PROVIDER, Threshold
from rtgen.render.json_lines import block, line
from rtgen.render.quantities import count, size_of

HEADERS = ("Threshold", "#Now", "Holds to", "Then", "#Times the peak", "#Peak may grow", "#Users more")
_NAMES = {
    "tier": "Tier",
    "tasks": "Tasks",
    "redis_mode": "Redis mode",
    "redis_node_type": "Redis node",
    "redis_connections": "Redis connections",
}


def named(of: Threshold) -> str:
    """`Redis mode`, `Provider: messages a day`."""
    return _NAMES.get(of.name) or f"Provider: {limit(of)}"


def limit(of: Threshold) -> str:
    """Of a provider, as the checks of fit name it: `messages a day`."""
    return of.name.removeprefix(PROVIDER).replace("_", " ")


def rows(thresholds: Sequence[Threshold]) -> tuple[tuple[str, ...], ...]:
    """Rows under HEADERS."""
    return tuple(
        (
            named(each),
            _number(each.value, each.unit),
            amount(each.threshold, each.unit),
            each.then,
            f"{float(each.growth):,.2f}",
            f"{count(each.headroom_percent)} %",
            count(each.headroom_users),
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
    return f"At {crossed(of)} ({room}): then {of.then}. {kept(of)}".rstrip()


def kept(of: Threshold) -> str:
    """That the tier which an earlier plan recorded stays for a while beyond its threshold (RT409)."""
    return (
        f"A recorded tier stays to {count(int(BAND.value * 100))} % beyond its threshold." if of.name == "tier" else ""
    )


def out_of_sight(of: Candidate) -> str:
    """That no published limit of a provider's plan is near."""
    return f"No published limit of {plan(of)} is crossed below {float(FARTHEST):g} × today's peak."


def crossed(of: Threshold) -> str:
    """`1.34 × today's peak`."""
    return f"{float(of.growth):,.2f} × today's peak"


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
