"""One plan of a provider, held against a spec."""

from __future__ import annotations

from rtgen.decide import provider
from rtgen.decide.capacity import largest_scale
from rtgen.decide.carry import carry
from rtgen.decide.decisions import Candidate, Misfit
from rtgen.decide.lock import NOTHING
from rtgen.decide.provider.asked import Asked
from rtgen.decide.provider.candidates import SERVICES
from rtgen.decide.provider.checks import CHECKS
from rtgen.decide.provider.need import Need
from rtgen.domain.features import FeatureSet


def need(features: FeatureSet) -> Need:
    return provider.need(features, carry(features, NOTHING), largest_scale(features))


def misfits(features: FeatureSet, plan: str) -> dict[str, Misfit]:
    """What the plan (`Ably Standard`) says of the spec, by the name of the limit."""
    asked = next(
        Asked(need(features), service, offer)
        for service in SERVICES
        for offer in service.offers
        if plan == f"{service.title} {offer.name}"
    )
    return {misfit.limit: misfit for check in CHECKS for misfit in check(asked)}


def candidate(features: FeatureSet, name: str) -> Candidate:
    return next(each for each in provider.candidates(need(features)) if each.name == name)
