"""The managed providers in plan.json: the choice, and what each would cost and why it fits or not."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.decisions import BillLine, Candidate, Misfit, ProviderDecision
from rtgen.diagnostics import Location
from rtgen.render.feature_json import DecisionWriter
from rtgen.render.json_lines import block, line, number, quote, rows
from rtgen.render.sources import Sources
from rtgen.render.thresholds import as_json


def provider_json(decided: ProviderDecision, writer: DecisionWriter, sources: Sources) -> str:
    """The value of `provider`."""
    choice = decided.decision.choice
    return block(
        {
            "candidates": rows((_candidate(each, sources) for each in decided.candidates), 2),
            "choice": line(choice),
            "decision": writer.text(decided.decision, choice, 2),
        },
        1,
    )


def _candidate(candidate: Candidate, sources: Sources) -> str:
    return block(
        {
            "bill": rows((_bill(each, sources) for each in candidate.bill), 4),
            "fits": line(candidate.fits),
            "losses": rows((_misfit(each, sources) for each in candidate.losses), 4),
            "monthly_usd": line(None if candidate.monthly is None else _cents(candidate.monthly)),
            "more_rejections": str(candidate.more),
            "name": quote(candidate.name),
            "rejections": rows((_misfit(each, sources) for each in candidate.rejections), 4),
            "remark": quote(candidate.remark),
            "smaller": rows((line({"reason": each.reason, "tier": each.alternative}) for each in candidate.smaller), 4),
            "thresholds": as_json(() if candidate.nearest is None else (candidate.nearest,), 4),
            "tier": quote(candidate.tier),
            "title": quote(candidate.title),
            "unknown": line(list(candidate.unknown)),
        },
        3,
    )


def _bill(entry: BillLine, sources: Sources) -> str:
    return line(
        {
            "amount_usd": _cents(entry.amount),
            "price_usd": number(entry.price),
            "quantity": number(entry.quantity),
            "source": sources.key(entry.source),
            "what": entry.what,
        }
    )


def _misfit(misfit: Misfit, sources: Sources) -> str:
    return line(
        {
            "from": "spec" if isinstance(misfit.origin, Location) else str(misfit.origin),
            "limit": misfit.limit,
            "others": misfit.others,
            "source": sources.key(misfit.source),
            "subject": misfit.subject,
            "text": misfit.text,
        }
    )


def _cents(amount: Fraction) -> float:
    return round(float(amount), 2)
