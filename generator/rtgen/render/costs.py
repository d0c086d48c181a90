"""The bill as the reader sees it: totals of each environment, and the lines of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rtgen.decide.decision import Source
from rtgen.plan.bill import Cost, Load, largest
from rtgen.plan.model import Plan
from rtgen.render import break_even
from rtgen.render import markdown as md
from rtgen.render.json_lines import block, line, quote, rows

COST_HEADERS = ("USD a month", "Idle", "At spec", "At 2×")
QUOTE = "+ quote"
"""Behind a total that lacks a price which nobody publishes."""


def totals(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """One row an environment, under COST_HEADERS; none where no stack is rendered."""
    return tuple((each.environment, *(total(each, load) for load in Load)) for each in plan.costs)


def total(bill: Cost, load: Load) -> str:
    """What is known, and whether a price that has to be asked for is not in it."""
    known = {Load.IDLE: bill.idle, Load.SPEC: bill.at_spec, Load.TWICE: bill.at_twice}[load]
    return f"{known:,.0f}" + (f" {QUOTE}" if load in bill.quotes else "")


def floors(plan: Plan) -> str:
    """`dev`: 80 USD a month before anybody connects, and 120 at the declared load; then the next environment."""

    def one(bill: Cost) -> str:
        usd = f"{bill.idle:,.0f} USD a month, and {bill.at_spec:,.0f} at the declared load"
        return f"{md.code(bill.environment)}: {usd}{', and what the provider quotes' if bill.quotes else ''}"

    return "; ".join(map(one, plan.costs))


def beside(bills: Iterable[Cost]) -> str:
    """What the totals leave out, and which prices they are made of; empty where there is no bill."""
    found = tuple(bills)
    if not found:
        return ""
    asked = {line.item: line.working for each in found for line in each.lines if line.quote}
    unknown = dict.fromkeys(item for each in found for item in each.unknown if item not in asked)
    parts = [f"{_priced_in(found)}."]
    if unknown:
        parts.append(f"Unknown, and on top: {', '.join(unknown)}.")
    if asked:
        item, working = next(iter(asked.items()))
        parts.append(f"{QUOTE}: {item}, {working}.")
    return " ".join(parts)


def _priced_in(bills: Sequence[Cost]) -> str:
    """Which tables the bills are made of, and which regions have none of their own."""
    read = dict.fromkeys((each.priced_in, each.read) for each in bills)
    tables = " and ".join(f"{region}, read {day}" for region, day in read)
    without = ", ".join(sorted({each.region for each in bills if each.region != each.priced_in}))
    return f"Prices of {tables}" + (f", for there is no table of {without}" if without else "")


def lines_table(bill: Cost) -> md.Table:
    """Every line with its working."""
    return md.Table(
        ("Item", "Working at the spec", "#Idle", "#At the spec", "#At twice"),
        tuple(
            (each.item, md.text(each.working), *(_cents(usd) for usd in (each.idle, each.at_spec, each.at_twice)))
            for each in bill.lines
        ),
    )


def price_sources(bill: Cost) -> tuple[str, ...]:
    """Each source of unit prices, with its day and the items that are priced by it."""
    items: dict[Source, list[str]] = {}
    for each in bill.lines:
        if each.source is not None:
            items.setdefault(each.source, []).append(each.item)
    return tuple(
        f"{md.source(source)}: {md.text(', '.join(priced))}"
        for source, priced in sorted(items.items(), key=lambda each: (each[0].title, each[0].read))
    )


def as_json(plan: Plan) -> str:
    """`cost` in plan.json."""
    if not plan.costs:
        return "null"
    most = largest(plan.costs)
    return block(
        {
            "at_2x": _number(most.at_twice),
            "at_spec": _number(most.at_spec),
            "break_even": rows(map(break_even.as_json, plan.break_evens), 2),
            "currency": quote("USD"),
            "environments": block(
                {
                    each.environment: line(
                        {
                            "at_2x": float(round(each.at_twice, 2)),
                            "at_spec": float(round(each.at_spec, 2)),
                            "idle": float(round(each.idle, 2)),
                            "quotes": [_KEYS[load] for load in each.quotes],
                            "unknown": list(each.unknown),
                        }
                    )
                    for each in sorted(plan.costs, key=lambda each: each.environment)
                },
                2,
            ),
            "idle": _number(most.idle),
            "lines": rows(
                (
                    line(
                        {
                            "at_2x": _or_null(each.at_twice),
                            "at_spec": _or_null(each.at_spec),
                            "idle": _or_null(each.idle),
                            "item": each.item,
                            "read": None if each.source is None else each.source.read,
                            "source": None if each.source is None else each.source.url,
                            "working": each.working,
                        }
                    )
                    for each in most.lines
                ),
                2,
            ),
            "of": quote(most.environment),
            "price_date": quote(most.read),
            "price_region": quote(most.priced_in),
        },
        1,
    )


_KEYS = {Load.IDLE: "idle", Load.SPEC: "at_spec", Load.TWICE: "at_2x"}


def _number(usd: Decimal) -> str:
    return str(float(round(usd, 2)))


def _or_null(usd: Decimal | None) -> float | None:
    return None if usd is None else float(round(usd, 2))


def _cents(usd: Decimal | None) -> str:
    return "unknown" if usd is None else f"{usd:,.2f}"
