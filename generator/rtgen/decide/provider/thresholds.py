"""How far a plan of a provider is from its limits: the growth of the peak at which a check of fit rejects it.

The need is scaled and held against the same checks; what they say of a far growth tells where to look.
What does not grow with the users, such as the size of a message, has no such growth: it fits or it does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.decisions import Amount, Candidate, Misfit, ProviderDecision, Verdict
from rtgen.decide.provider.asked import Asked
from rtgen.decide.provider.candidates import service_of
from rtgen.decide.provider.checks import CHECKS, Check
from rtgen.decide.provider.growth import grown
from rtgen.decide.provider.need import Need
from rtgen.decide.threshold import PROVIDER, Threshold
from rtgen.record import NamedTuple

FARTHEST = Fraction(128)
"""Times the peak beyond which no limit is looked for."""
_TODAY = Fraction(1)
_STEPS = 100
"""Steps of growth in one: hundredths."""


class _Limit(NamedTuple):
    """A limit that is crossed on the way to the farthest growth."""

    name: str
    check: Check
    far: Amount
    """What is asked there."""

    @property
    def about(self) -> Fraction:
        """Times the peak at which it is crossed, for what grows in proportion."""
        return self.far.allowed / self.far.asked * FARTHEST


def thresholds(need: Need, of: Candidate, users: Fraction) -> tuple[Threshold, ...]:
    """Every limit of the candidate's plan that grows with the users, the nearest first. `users` are online at peak."""
    plan = _Plan(need, of)
    return tuple(plan.threshold(limit, users) for limit in sorted(plan.limits(), key=lambda each: each.about))


def nearest(need: Need, of: Candidate, users: Fraction) -> Threshold | None:
    """The first of them alone."""
    plan = _Plan(need, of)
    limit = min(plan.limits(), key=lambda each: each.about, default=None)
    return None if limit is None else plan.threshold(limit, users)


def measured(decided: ProviderDecision, users: Fraction) -> tuple[ProviderDecision, tuple[Threshold, ...]]:
    """The decision with the nearest limit of each candidate that fits, and the thresholds of the chosen plan."""
    need, chosen = decided.need, decided.chosen
    if need is None:
        return decided, ()
    of_choice = () if chosen is None else thresholds(need, chosen, users)

    def near(each: Candidate) -> Threshold | None:
        if each is chosen:
            return next(iter(of_choice), None)
        return nearest(need, each, users)

    candidates = (each._replace(nearest=near(each)) if each.fits else each for each in decided.candidates)
    return decided._replace(candidates=tuple(candidates)), of_choice


class _Plan:
    """A plan of a provider at multiples of the peak, and the larger ones after it."""

    def __init__(self, need: Need, of: Candidate) -> None:
        self._need = need
        self._fits = of.fits
        self._service = service_of(of)
        names = [each.name for each in self._service.offers]
        self._offer, *self._larger = self._service.offers[names.index(of.tier) :]

    def limits(self) -> Iterator[_Limit]:
        """What is rejected at the farthest growth, for more than is asked today."""
        need = grown(self._need, FARTHEST)
        for check in CHECKS:
            today = {} if self._fits else {each.limit: each.amount for each in self._rejections(check, self._need)}
            for each in self._rejections(check, need):
                if each.amount is not None and today.get(each.limit) != each.amount:
                    yield _Limit(each.limit, check, each.amount)

    def threshold(self, limit: _Limit, users: Fraction) -> Threshold:
        """Where the limit is crossed, and the plan that holds then."""
        asked, allowed, unit = limit.far
        holds = self._holds(limit)
        name = PROVIDER + limit.name.replace(" ", "_")
        found = Threshold(name, math.ceil(asked / FARTHEST), math.floor(allowed), unit, holds, users, "")
        return found._replace(then=self._then(max(found.growth, _TODAY)))

    def _holds(self, limit: _Limit) -> Fraction:
        """The last hundredth of growth that the check does not reject; what is left where it rejects today."""
        if self._crossed(limit, _STEPS):
            return limit.about
        step = math.floor(limit.about * _STEPS)
        while self._crossed(limit, step):
            step -= 1
        while not self._crossed(limit, step + 1):
            step += 1
        return Fraction(step, _STEPS)

    def _crossed(self, limit: _Limit, step: int) -> bool:
        need = grown(self._need, Fraction(step, _STEPS))
        return any(each.limit == limit.name for each in self._rejections(limit.check, need))

    def _rejections(self, check: Check, need: Need) -> Iterator[Misfit]:
        asked = Asked(need, self._service, self._offer)
        return (each for each in check(asked) if each.verdict is Verdict.REJECTS)

    def _then(self, growth: Fraction) -> str:
        """The next larger plan that every check accepts at this growth."""
        need = grown(self._need, growth)
        for offer in self._larger:
            asked = Asked(need, self._service, offer)
            if not any(each.verdict is Verdict.REJECTS for check in CHECKS for each in check(asked)):
                return asked.plan
        return f"no plan of {self._service.title} fits"
