"""Each provider with its best plan: the cheapest that fits, or the nearest where none does."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.decision import Rejected
from rtgen.decide.decisions import BillLine, Candidate, Misfit, Verdict
from rtgen.decide.provider import ably, api_gateway, appsync, pusher, supabase
from rtgen.decide.provider.asked import Asked
from rtgen.decide.provider.checks import CHECKS
from rtgen.decide.provider.need import Need
from rtgen.decide.provider.offer import Offer, Service, Stated
from rtgen.record import NamedTuple

SERVICES: tuple[Service, ...] = (ably.SERVICE, pusher.SERVICE, supabase.SERVICE, api_gateway.SERVICE, appsync.SERVICE)
LISTED = 4
"""Rejections of a candidate that are listed; the others are counted."""


class _Held(NamedTuple):
    """A plan that was held against the need."""

    offer: Offer
    rejections: tuple[Misfit, ...]
    others: tuple[Misfit, ...]
    """What would be lost, and what is unknown."""


def service_of(of: Candidate) -> Service:
    """What a candidate was made of."""
    return next(each for each in SERVICES if each.name == of.name)


def offer_of(of: Candidate) -> Offer:
    """The plan of a candidate."""
    return next(each for each in service_of(of).offers if each.name == of.tier)


def candidates(need: Need) -> tuple[Candidate, ...]:
    """Every provider, in the order of choice; what stands in the comparison alone comes last."""
    return tuple(sorted((candidate(need, service) for service in SERVICES), key=_rank))


def candidate(need: Need, service: Service) -> Candidate:
    """One provider."""
    held = [_hold(Asked(need, service, offer)) for offer in service.offers]
    fitting = [each for each in held if not each.rejections]
    best = min(fitting, key=lambda each: _by_price(need, service, each)) if fitting else _nearest(service, held)
    before = held[: service.offers.index(best.offer)] if fitting else []
    bill = _bill(need, service, best.offer)
    return Candidate(
        name=service.name,
        title=service.title,
        provider=service.provider,
        tier=best.offer.name,
        fits=bool(fitting),
        rejections=best.rejections[:LISTED],
        more=max(0, len(best.rejections) - LISTED),
        losses=_those(best, Verdict.LOSES),
        unknown=tuple(dict.fromkeys(each.limit for each in _those(best, Verdict.UNKNOWN))),
        smaller=tuple(Rejected(each.offer.name, each.rejections[0].text) for each in before if each.rejections),
        monthly=None if best.offer.base is None else usage(bill),
        bill=bill,
        room=_room(need, best.offer),
        remark=service.remark,
    )


def usage(bill: tuple[BillLine, ...]) -> Fraction:
    """USD a month."""
    return sum((line.amount for line in bill), Fraction(0))


def order(each: Candidate) -> tuple[bool, Fraction, bool]:
    """By what a candidate is chosen: a price before none, then the price, or the list rates that stand for it."""
    known = each.monthly if each.monthly is not None else usage(each.bill)
    return (each.monthly is None, known, each.monthly is None and not each.bill)


def _rank(each: Candidate) -> tuple[bool, bool, int, bool, bool, Fraction, Fraction, str]:
    asked, price, unrated = order(each)
    rejected = len(each.rejections) + each.more
    room = Fraction(1) if each.room is None else each.room
    return (each.provider is None, not each.fits, rejected, asked, unrated, price, -room, each.name)


def _by_price(need: Need, service: Service, held: _Held) -> tuple[bool, Fraction]:
    return (held.offer.base is None, usage(_bill(need, service, held.offer)))


def _nearest(service: Service, held: list[_Held]) -> _Held:
    """The smallest plan that lacks as little as the one that lacks least."""
    least = min(len(each.rejections) for each in held)
    close = [each for each in held if len(each.rejections) == least]
    lacking = _lacking(service, close[-1])
    return next(each for each in close if _lacking(service, each) == lacking)


def _lacking(service: Service, held: _Held) -> list[str]:
    plan = f"{service.title} {held.offer.name}"
    return [misfit.text.replace(plan, service.title) for misfit in held.rejections]


def _hold(asked: Asked) -> _Held:
    misfits = [misfit for check in CHECKS for misfit in check(asked)]
    return _Held(
        asked.offer,
        tuple(each for each in misfits if each.verdict is Verdict.REJECTS),
        tuple(each for each in misfits if each.verdict is not Verdict.REJECTS),
    )


def _those(held: _Held, verdict: Verdict) -> tuple[Misfit, ...]:
    return tuple(each for each in held.others if each.verdict is verdict)


def _bill(need: Need, service: Service, offer: Offer) -> tuple[BillLine, ...]:
    lines = tuple(line for line in service.metered(offer, need.metered) if line.quantity)
    if not offer.base:
        return lines
    return (BillLine(f"{offer.name} plan", Fraction(1), offer.base, service.base_source), *lines)


def _room(need: Need, offer: Offer) -> Fraction | None:
    bound = offer.limits.connections
    return (bound.value - need.connections) / bound.value if bound.stated is Stated.LIMITED else None
