"""The managed providers side by side: what each would cost, what does not fit, and what each would not keep."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.decisions import BillLine, Candidate, Misfit
from rtgen.decide.provider.say import dollars, more_features
from rtgen.diagnostics import Location
from rtgen.plan.model import Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.quantities import amount
from rtgen.render.thresholds import crossed, limit


class Detail(NamedTuple):
    """Of one provider: how its price comes about, what else there is to know, and why it does not fit."""

    says: str
    rejections: tuple[str, ...]


class ProviderSection(NamedTuple):
    """The comparison of a plan."""

    because: str
    rule: str
    candidates: md.Table
    details: tuple[Detail, ...]


def provider_section(plan: Plan) -> ProviderSection:
    """The providers of a plan."""
    decided = plan.decisions.provider
    return ProviderSection(
        because=md.prose(decided.decision.because),
        rule=decided.decision.rule,
        candidates=md.Table(
            ("Provider", "Plan", "#USD a month", "Fits", "Nearest limit", "Would be lost", "Not published"),
            tuple(map(_candidate, decided.candidates)),
        ),
        details=tuple(Detail(_details(each), tuple(map(_rejection, each.rejections))) for each in decided.candidates),
    )


def _candidate(candidate: Candidate) -> tuple[str, ...]:
    count = len(candidate.rejections) + candidate.more
    return (
        md.text(candidate.title),
        md.text(candidate.tier),
        "unknown" if candidate.monthly is None else dollars(candidate.monthly),
        "yes" if candidate.fits else f"no, {count} {'limits' if count > 1 else 'limit'}",
        md.text(_near(candidate)),
        md.text(", ".join(dict.fromkeys(each.limit for each in candidate.losses))),
        md.text(", ".join(candidate.unknown)),
    )


def _near(candidate: Candidate) -> str:
    near = candidate.nearest
    if near is None:
        return "none in sight" if candidate.fits else ""
    return f"{limit(near)}: {amount(Fraction(near.threshold))}, crossed at {crossed(near)}; then {near.then}"


def _rejection(misfit: Misfit) -> str:
    others = f" {more_features(misfit)}" if misfit.others else ""
    at = misfit.origin
    place = f"line {at.line}" if isinstance(at, Location) else md.text(str(at))
    asked = f"{md.name(misfit.subject)}, {place}; {md.source(misfit.source)}"
    return f"*Does not fit, {md.text(misfit.limit)}:* {md.prose(misfit.text)}{others} ({asked})"


def _details(candidate: Candidate) -> str:
    plan = f"**{md.text(candidate.title)} {md.text(candidate.tier)}**"
    smaller = (f"{md.text(each.alternative)} does not fit: {md.prose(each.reason)}" for each in candidate.smaller[-1:])
    return " ".join([f"{plan}: {_bill(candidate)}.", *smaller, md.prose(candidate.remark)]).rstrip()


def _bill(candidate: Candidate) -> str:
    base = f"{candidate.tier} plan"
    lines = " + ".join(_line(each, base) for each in candidate.bill)
    total = sum((line.amount for line in candidate.bill), Fraction(0))
    if candidate.monthly is not None:
        return f"{lines} = {dollars(total)} USD" if len(candidate.bill) > 1 else f"{dollars(total)} USD"
    if not candidate.bill:
        return "no published price, and no list rates; it needs a quote"
    return f"no published price; {lines} = {dollars(total)} USD at list rates are an upper bound of the usage"


def _line(line: BillLine, base: str) -> str:
    if line.what == base:
        return f"{md.text(line.what)} {dollars(line.price)}"
    return f"{amount(line.quantity)} {md.text(line.what)} × {dollars(line.price)}"
