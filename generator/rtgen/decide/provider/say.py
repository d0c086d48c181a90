"""A candidate in words."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.decisions import Candidate, Misfit
from rtgen.decide.provider.candidates import usage

_WHOLE = 100
"""USD from which cents are left out."""


def plan(candidate: Candidate) -> str:
    """`Ably Standard`."""
    return f"{candidate.title} {candidate.tier}"


def usd(amount: Fraction) -> str:
    """`1,199 USD`, `29.40 USD`."""
    return f"{float(amount):,.0f} USD" if amount >= _WHOLE or amount.denominator == 1 else f"{float(amount):,.2f} USD"


def price(candidate: Candidate) -> str:
    """What a month costs, or what stands for it."""
    if candidate.monthly is not None:
        return f"{usd(candidate.monthly)} a month"
    if candidate.bill:
        return f"It needs a quote; at list rates the usage is at most {usd(usage(candidate.bill))} a month"
    return "It needs a quote; there are no list rates"


def reason(misfit: Misfit) -> str:
    """A misfit in one sentence, with what it is about."""
    others = f" (and {misfit.others:,} more)" if misfit.others else ""
    return f"{misfit.limit}: {misfit.text.removesuffix('.')}{others}."


def nearest(candidate: Candidate) -> str:
    """What keeps the nearest provider from fitting."""
    first, *others = candidate.rejections
    count = len(others) + candidate.more
    more = f" {count} more {'limits' if count > 1 else 'limit'} beside it." if count else ""
    return f"{plan(candidate)} is the nearest: {reason(first)}{more}"
