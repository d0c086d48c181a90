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


def dollars(amount: Fraction) -> str:
    """`1,199`, `29.40`."""
    return f"{float(amount):,.0f}" if amount >= _WHOLE or amount.denominator == 1 else f"{float(amount):,.2f}"


def price(candidate: Candidate) -> str:
    """What a month costs, or what stands for it."""
    if candidate.monthly is not None:
        return f"{dollars(candidate.monthly)} USD a month"
    if candidate.bill:
        return f"It needs a quote; at list rates the usage is at most {dollars(usage(candidate.bill))} USD a month"
    return "It needs a quote; there are no list rates"


def more_features(misfit: Misfit) -> str:
    """How many features beside the one that is named."""
    return f"The same goes for {misfit.others:,} more {'features' if misfit.others > 1 else 'feature'}."


def reason(misfit: Misfit) -> str:
    """A misfit in one sentence, with what it is about."""
    others = f"; {misfit.others:,} more {'features' if misfit.others > 1 else 'feature'}" if misfit.others else ""
    return f"{misfit.limit}: {misfit.text.removesuffix('.')}{others}."


def nearest(candidate: Candidate) -> str:
    """What keeps the nearest provider from fitting."""
    first, *others = candidate.rejections
    count = len(others) + candidate.more
    more = f" {count} more {'limits' if count > 1 else 'limit'} beside it." if count else ""
    return f"{plan(candidate)} is the nearest: {reason(first)}{more}"
