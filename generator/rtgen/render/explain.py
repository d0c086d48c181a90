"""Decisions for a person who doubts them: why, from what, why nothing else, and what would flip them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rtgen.decide import limits
from rtgen.decide.decision import Fact, Figure, Source
from rtgen.decide.decisions import Decisions
from rtgen.decide.derivations import DERIVATIONS
from rtgen.decide.explanation import Explained
from rtgen.decide.flips import Flip
from rtgen.decide.provider.say import plan
from rtgen.decide.threshold import Threshold
from rtgen.domain.vocabulary import Tier
from rtgen.record import NamedTuple
from rtgen.render.columns import Column, item, paint, shown, table
from rtgen.render.derivations import derived
from rtgen.render.figures import shown as selected
from rtgen.render.findings import printable
from rtgen.render.quantities import amount as number
from rtgen.render.quantities import count
from rtgen.render.thresholds import HEADERS, banded, limit, named, rows

_DROPS = {HEADERS[-2]: 1, HEADERS[-1]: 2}
"""What a narrow terminal does not show of thresholds; the growth beside them says the same."""
_BOLD, _DIM, _GREEN = "1", "2", "32"
LABEL = 11
"""Columns of the label before each part of a decision."""


class Look(NamedTuple):
    """What the terminal can show."""

    width: int
    colour: bool
    unicode: bool = True


def text(
    features: Sequence[tuple[str, Sequence[Explained]]],
    shared: Sequence[Explained],
    decisions: Decisions,
    break_evens: Sequence[str],
    look: Look,
) -> str:
    """The explanation of these features, and of what all features share."""
    sections = [(name, f"features.{name}.", each) for name, each in features]
    if shared:
        sections.append(("All features", "", shared))
    blocks = [
        [*([paint(title, _BOLD)] if index == 0 else []), *_decision(each, below, look.width)]
        for title, below, explained in sections
        for index, each in enumerate(explained)
    ]
    sized = bool(shared) and decisions.tier.decision.choice is not Tier.MANAGED
    if shared and (near := _thresholds(decisions)):
        stays = banded([each for _, each in near])
        note = item(stays, look.width) if stays else []
        blocks.append([paint("Thresholds", _BOLD), *_distances(near, look.width), *note])
    if break_evens:
        blocks.append([paint("Break-even", _BOLD), *(line for each in break_evens for line in item(each, look.width))])
    if shared:
        figures = _figures(selected(decisions.capacity, decisions), look.width)
        blocks.append([paint("Capacity of the largest environment", _BOLD), *figures])
    if sized:
        blocks.append([paint("Limits that the sizes rest on", _BOLD), *_limits(look.width)])
        blocks.append([paint("What others published beside them", _BOLD), *derived(look.width)])
    sources = {source: None for _, _, explained in sections for each in explained for source in each.decision.sources}
    if sized:
        sources |= {each.source: None for each in _known_limits() if each.source is not None}
        sources |= {figure.source: None for each in DERIVATIONS for figure in each.published}
    blocks.append([paint("Sources", _BOLD), *cited(tuple(sources), look.width)])
    return shown("\n\n".join("\n".join(block) for block in blocks) + "\n", colour=look.colour, unicode=look.unicode)


def labelled(label: str, lines: Sequence[str], width: int) -> list[str]:
    """Lines wrapped beside a label that stands before the first."""
    wrapped: list[str] = []
    for each in lines:
        head = f"  {label:<{LABEL}}" if not wrapped else " " * (LABEL + 2)
        rest = " " * (LABEL + 4)
        wrapped += textwrap.wrap(
            printable(each), width, initial_indent=head, subsequent_indent=rest, break_on_hyphens=False,
            break_long_words=False,
        )  # fmt: skip
    return [line.replace(label, paint(label, _DIM), 1) if index == 0 else line for index, line in enumerate(wrapped)]


def cited(sources: Sequence[Source], width: int) -> list[str]:
    """Title, day and address of each; an address is never broken."""
    lines: list[str] = []
    for source in sources:
        title, long = f"  {source.title}, read {source.read}:", f"    {source.url}"
        short = len(title) + len(source.url) < width
        lines += [f"{title} {source.url}"] if short else [*textwrap.wrap(title, width, subsequent_indent="    "), long]
    return lines


def _decision(of: Explained, below: str, width: int) -> list[str]:
    """The decision; subjects that begin with `below` are told without it."""
    decision = of.decision
    head = f"  {of.subject:<{LABEL}}{paint(of.choice, _GREEN)}  {paint(decision.rule, _DIM)}"
    return [
        head if len(of.subject) < LABEL else f"  {of.subject}  {paint(of.choice, _GREEN)}  {decision.rule}",
        *labelled("because", [decision.because], width),
        *labelled("read", [*(_fact(each, below) for each in decision.facts), *_through(of)], width),
        *labelled("rejected", [f"{each.alternative}: {each.reason}" for each in decision.rejected], width),
        *labelled("flips", list(_flips(of, below)), width),
        *labelled("sources", ["; ".join(source.title for source in decision.sources) or _JUDGED], width),
    ]


_JUDGED = "none: the spec says so"


def _fact(fact: Fact, below: str) -> str:
    return f"{fact.subject.removeprefix(below)} = {fact.value} ({fact.origin})"


def _through(of: Explained) -> list[str]:
    return ["the tier, and what it read"] if of.through else []


def _flips(of: Explained, below: str) -> Iterator[str]:
    """Words of one fact that lead to the same choice stand in one line."""
    if not of.searched:
        yield "not looked for: the spec has too many features"
        return
    grouped: dict[tuple[str, str, str, str], list[Flip]] = {}
    for flip in of.flips:
        grouped.setdefault((flip.subject, flip.before, flip.outcome.choice, flip.outcome.rule), []).append(flip)
    for (subject, before, choice, rule), flips in grouped.items():
        others = " or ".join(dict.fromkeys(flip.after for flip in flips))
        yield f"{subject.removeprefix(below)}: {others} (now {before}) → {choice} ({rule})"
    if not of.flips:
        yield "no other value of one fact alone"


def _limits(width: int) -> list[str]:
    """Every number that rules compute with: what it is, and where it comes from."""
    known = _known_limits()
    return table(
        (
            Column("Number", tuple(number(each.value) for each in known)),
            Column("From", tuple(_from(each) for each in known), wraps=True, most=28),
            Column("What", tuple(each.what for each in known), wraps=True),
        ),
        width,
    )


def _known_limits() -> list[limits.Limit]:
    return [each for each in vars(limits).values() if isinstance(each, limits.Limit)]


def _from(limit: limits.Limit) -> str:
    if limit.source is not None:
        return limit.source.title
    return "our choice" if limit.policy else "assumption"


def _thresholds(decisions: Decisions) -> list[tuple[str, Threshold]]:
    """What was decided, then the nearest limit of each other provider that fits."""
    others = ((each, each.nearest) for each in decisions.provider.candidates if each != decisions.provider.chosen)
    return [
        *((named(each), each) for each in decisions.thresholds),
        *((f"{plan(each)}: {limit(near)}", near) for each, near in others if near is not None),
    ]


def _distances(thresholds: Sequence[tuple[str, Threshold]], width: int) -> list[str]:
    named_ones = [
        (name, *cells)
        for (name, _), (_, *cells) in zip(thresholds, rows([each for _, each in thresholds]), strict=True)
    ]
    return table(
        tuple(
            Column(header.lstrip("#"), cells, wraps=not header.startswith("#"), drop=_DROPS.get(header, 0))
            for header, cells in zip(HEADERS, zip(*named_ones, strict=True), strict=True)
        ),
        width,
    )


def _figures(figures: Sequence[Figure], width: int) -> list[str]:
    return table(
        (
            Column("Quantity", tuple(each.name.replace("_", " ") for each in figures)),
            Column("Value", tuple(f"{count(each.value)} {each.unit}" for each in figures), wraps=True, most=34),
            Column("Working", tuple(each.working for each in figures), wraps=True),
        ),
        width,
    )
