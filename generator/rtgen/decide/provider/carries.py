"""How much of a load a plan of a provider carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked
from rtgen.decide.provider.checks import CHECKS, Check
from rtgen.decide.provider.growth import grown
from rtgen.decide.provider.need import Need
from rtgen.decide.provider.offer import Offer, Service
from rtgen.decide.steps import STEP

FURTHEST = Fraction(100)
"""Times the declared load up to which is looked."""


def carries(need: Need, service: Service, offer: Offer) -> Fraction:
    """The largest load, in hundredths of the declared one, that no check rejects; 0 where each is too much.

    What a check rejects it rejects at every larger load as well. For what grows in proportion, the rejection of a
    far load tells where to look; what is left is found by halving.
    """

    def rejected(factor: Fraction, checks: Iterable[Check]) -> Iterator[tuple[Check, Misfit]]:
        asked = Asked(grown(need, factor), service, offer)
        return ((check, each) for check in checks for each in check(asked) if each.verdict is Verdict.REJECTS)

    if any(rejected(STEP, CHECKS)):
        return Fraction(0)
    far = tuple(rejected(FURTHEST, CHECKS))
    if not far:
        return FURTHEST
    checks = dict.fromkeys(check for check, _ in far)
    low, high = 1, int(FURTHEST / STEP)
    amounts = [each.amount for _, each in far if each.amount is not None and each.amount.asked]
    about = min((int(high * each.allowed / each.asked) for each in amounts), default=low)
    while high - low > 1:
        look = about if low < about < high else (low + high) // 2
        if any(rejected(look * STEP, checks)):
            high = look
        else:
            low = look
            about += 1
    return low * STEP
