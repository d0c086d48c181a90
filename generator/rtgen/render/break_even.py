"""Where the providers' prices cross that of servers of one's own, in a line, a table and JSON."""

from __future__ import annotations

from collections.abc import Iterable

from rtgen.decide.provider.break_even import BreakEven
from rtgen.render import markdown as md
from rtgen.render.json_lines import line as json_line

HEADERS = (
    "Provider", "#× the declared load", "#Connections", "#Messages a second", "#Provider, USD", "#Own gateway, USD",
)  # fmt: skip


def line(found: Iterable[BreakEven]) -> str:
    """One sentence; empty where none crosses."""
    crossings = [
        f"{each.title} at {float(each.at.factor):g} × the load ({each.at.connections:,} connections)"
        for each in found
        if each.at is not None
    ]
    return f"Break-even with {', '.join(crossings)}." if crossings else ""


def table(found: Iterable[BreakEven]) -> md.Table | None:
    """The load of each crossing, and what both cost there; None where none crosses."""
    rows = tuple(
        (
            each.title,
            f"{float(each.at.factor):g}",
            f"{each.at.connections:,}",
            f"{float(each.at.messages):,.0f}",
            f"{float(each.at.managed):,.2f}",
            f"{float(each.at.self_hosted):,.2f}",
        )
        for each in found
        if each.at is not None
    )
    return md.Table(HEADERS, rows) if rows else None


def as_json(each: BreakEven) -> str:
    """One of `cost.break_even` in plan.json; nulls where nothing crosses."""
    at = each.at
    return json_line(
        {
            "connections": None if at is None else at.connections,
            "factor": None if at is None else float(at.factor),
            "managed_usd": None if at is None else float(round(at.managed, 2)),
            "messages_per_s": None if at is None else float(round(at.messages, 2)),
            "name": each.name,
            "self_hosted_usd": None if at is None else float(round(at.self_hosted, 2)),
            "working": each.working,
        }
    )
