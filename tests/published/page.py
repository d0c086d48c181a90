"""The page for readers: one table of all published cases, from their files and from what is decided."""

from __future__ import annotations

from collections.abc import Iterator

from published.cases import FOLDER, NAMES, REASONS, Case, case, ours, served
from rtgen.domain.vocabulary import Tier
from rtgen.render import markdown as md

HEAD = """\
# Published architectures

What companies published about their real-time services, written as specs, and what rtgen decides for them. Each folder
holds `spec.yaml`, where a comment says of every figure whether it was published or is an assumption, and
`published.yaml` with the sources. A test fails where a decision differs without a reason, and where a reason stands
though nothing differs. Where a page was read in a copy, or as others quote it, its title says so.

`make regen` writes this page.
"""
LARGE = """\
## What this says about the rules

Everybody here who holds more than 100,000 connections runs servers of their own. That is no sample: who buys the
service writes no post about building it. But no published case supports RT406, by which size alone asks for a provider,
and at these sizes no provider has a published price. `large_scale_connections` and `managed` are the two lines that
move it.
"""


def page() -> str:
    """The page as Markdown."""
    cases = [case(name) for name in NAMES]
    table = md.Table(("Who", "Published", "rtgen decides", "Compared", "Sources"), tuple(map(_row, cases)))
    reasons = "\n".join(f"- **{word}**: {md.prose(text)}" for word, text in REASONS.items())
    remarks = "\n".join(
        f"- **{md.text(each.told['who'])}**: {md.prose(said)}" for each in cases for said in _said(each)
    )
    return f"{HEAD}\n{table}\n\n## Why ours differs\n\n{reasons}\n{remarks}\n\n{LARGE}"


def _row(of: Case) -> tuple[str, ...]:
    told = of.told
    sources = ", ".join(f"[{md.text(each['title'])}]({each['url']}), read {each['read']}" for each in told["sources"])
    who = f"[{md.text(told['who'])}]({(of.spec.parent / 'spec.yaml').relative_to(FOLDER).as_posix()})"
    return (who, md.prose(told["published"]), _decided(of), _compared(of), sources)


def _decided(of: Case) -> str:
    decided, at_gateway = ours(of.spec), served(of.spec)
    transports = ", ".join(f"{each.transport.choice} for {each.feature.id}" for each in at_gateway.features)
    tier, redis = decided.tier.decision.choice, at_gateway.redis.decision.choice
    if tier is not Tier.MANAGED:
        return f"{transports}; {tier}, Redis {redis or 'none'}"
    return f"{tier}; with `managed: avoid` {transports}; {at_gateway.tier.decision.choice}, Redis {redis}"


def _compared(of: Case) -> str:
    """The same, or what differs with the word of a reason that is shared; the others stand below the table."""
    told = of.told.get("differs", {})
    differs = (
        f"{path.replace('.', ' of ')}: {said if said in REASONS else 'see below'}" for path, said in told.items()
    )
    return "; ".join(differs) or "same"


def _said(of: Case) -> Iterator[str]:
    """What is to be said of this case alone."""
    yield from (said for said in of.told.get("differs", {}).values() if said not in REASONS)
    if "remark" in of.told:
        yield of.told["remark"]
