"""What a check of fit is asked, and how it says what it found."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from rtgen.decide.decision import Source
from rtgen.decide.decisions import Amount, Misfit, Verdict
from rtgen.decide.provider.need import Busiest, Need, Ranked
from rtgen.decide.provider.offer import Bound, Offer, Service, Stated
from rtgen.diagnostics import Location
from rtgen.domain.features import Feature
from rtgen.domain.provenance import Provenance
from rtgen.record import NamedTuple

_SMALL = 100
"""Below it a number is told to three digits, at and above it in whole ones."""


class Asked(NamedTuple):
    """One plan of a provider, and what a spec needs."""

    need: Need
    service: Service
    offer: Offer

    @property
    def plan(self) -> str:
        """`Ably Standard`."""
        return f"{self.service.title} {self.offer.name}"


def total(asked: Asked, limit: str, bound: Bound | None, value: Fraction | int, unit: str) -> Iterator[Misfit]:
    """A total of the spec against a limit; it points at the users that it comes from."""
    if bound is None or not value:
        return
    said = _verdict(bound, value)
    if said is not None:
        name = asked.need.audience
        subject = "audience.peak_users" if name == "default" else f"audiences.{name}.peak_users"
        text = f"{number(value)} {unit}; {allowed(asked, bound)}."
        provenance, amount = asked.need.provenance, Amount(Fraction(value), bound.value, unit)
        yield _misfit(said, limit, subject, text, 0, bound.source, provenance, "peak_users", amount)


def busiest(  # noqa: PLR0913, PLR0917 - as a limit is made of
    asked: Asked, limit: str, bound: Bound | None, value: Busiest | None, path: str, unit: str
) -> Iterator[Misfit]:
    """A total of one connection against a limit; it points at the feature that adds most."""
    if bound is None or value is None or not value.value:
        return
    said = _verdict(bound, value.value)
    if said is not None:
        text, amount = f"{number(value.value)} {unit}; {allowed(asked, bound)}.", Amount(value.value, bound.value, unit)
        yield of_features(said, limit, (value.feature,), path, text, bound.source, amount)


def ranked(  # noqa: PLR0913, PLR0917 - as a limit is made of
    asked: Asked,
    limit: str,
    bound: Bound | None,
    amounts: Ranked,
    path: str,
    unit: str,
    tell: Callable[[Fraction], str] | None = None,
) -> Iterator[Misfit]:
    """What each feature asks for against a limit; the most demanding is named, the others are counted."""
    if bound is None or not amounts or not amounts[0][0]:
        return
    value = amounts[0][0]
    said = _verdict(bound, value)
    if said is None:
        return
    asking = [
        feature
        for amount, features in amounts
        if said is Verdict.UNKNOWN or bound.below(amount)
        for feature in features
    ]
    text = f"{(tell or number)(value)} {unit}; {allowed(asked, bound, tell)}."
    yield of_features(said, limit, asking, path, text, bound.source, Amount(value, bound.value, unit))


def of_features(  # noqa: PLR0913, PLR0917 - a misfit is made of all of these
    verdict: Verdict,
    limit: str,
    features: Sequence[Feature],
    path: str,
    text: str,
    source: Source,
    amount: Amount | None = None,
) -> Misfit:
    """A misfit of these features, told by the first."""
    first = features[0]
    return _misfit(
        verdict, limit, f"features.{first.id}.{path}", text, len(features) - 1, source, first.provenance, path, amount
    )


def of_platform(asked: Asked, verdict: Verdict, limit: str, text: str, source: Source) -> Misfit:
    """A misfit of the platform's region."""
    provenance = asked.need.platform.provenance
    return _misfit(verdict, limit, "platform.region", text, 0, source, provenance, "region")


def number(value: Fraction | int) -> str:
    """`66,000`, `50.4`."""
    exact = Fraction(value)
    if exact.denominator == 1 or exact >= _SMALL:
        return f"{math.ceil(exact):,}"
    return f"{float(exact):.3g}"


def allowed(asked: Asked, bound: Bound, tell: Callable[[Fraction], str] | None = None) -> str:
    """What the plan allows, to follow what is asked."""
    if bound.stated is Stated.UNKNOWN:
        return f"{asked.service.title} publishes no limit"
    if not bound.value:
        return f"{asked.service.title} offers none"
    return f"{asked.plan} allows {(tell or number)(bound.value)}"


def _verdict(bound: Bound, value: Fraction | int) -> Verdict | None:
    if bound.stated is Stated.UNKNOWN:
        return Verdict.UNKNOWN
    return Verdict.REJECTS if bound.below(value) else None


def _misfit(  # noqa: PLR0913, PLR0917 - a misfit is made of all of these
    verdict: Verdict,
    limit: str,
    subject: str,
    text: str,
    others: int,
    source: Source,
    provenance: Provenance,
    path: str,
    amount: Amount | None = None,
) -> Misfit:
    origin = provenance.of(path)
    location = origin if isinstance(origin, Location) else provenance.entry
    return Misfit(verdict, limit, subject, text, others, source, origin, location, amount)
