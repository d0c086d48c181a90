"""Which provider the managed tier uses, and why."""

from __future__ import annotations

from rtgen.decide import facts
from rtgen.decide.decision import Decision, Fact, Rejected, Source
from rtgen.decide.decisions import Candidate, ProviderDecision
from rtgen.decide.provider.candidates import order
from rtgen.decide.provider.need import Need
from rtgen.decide.provider.rules import CHEAPEST, NAMED, NONE_FITS, NONE_NEEDED, QUOTE
from rtgen.decide.provider.say import nearest, plan, price, reason
from rtgen.diagnostics import Rule
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Provider, Tier


def fitting(features: FeatureSet, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates that fit and may be chosen, the best first."""
    named = features.platform.provider
    return tuple(
        each for each in candidates if each.fits and each.provider is not None and named in {None, each.provider}
    )


def decide_provider(
    features: FeatureSet, candidates: tuple[Candidate, ...], tier: Tier, need: Need
) -> ProviderDecision:
    """The provider of a spec in this tier; None where the tier runs its own gateway, or where none fits."""
    best = fitting(features, candidates)
    named = features.platform.provider
    if tier is not Tier.MANAGED:
        choice, rule, because = None, NONE_NEEDED, _without(features, candidates, tier)
    elif named is not None:
        own = next(each for each in candidates if each.provider is named)
        choice, rule, because = named, NAMED, _named(own)
    elif not best:
        choice, rule, because = None, NONE_FITS, f"No provider fits. {nearest(candidates[0])}"
    else:
        choice, rule, because = _cheapest(best)
    return ProviderDecision(
        Decision(
            rule=rule.id,
            choice=choice,
            because=because,
            facts=_facts(features),
            rejected=() if choice is None else tuple(_rejected(each) for each in candidates if _other(each, choice)),
            sources=_sources(candidates),
        ),
        candidates,
        need,
    )


def _without(features: FeatureSet, candidates: tuple[Candidate, ...], tier: Tier) -> str:
    best, named = fitting(features, candidates), features.platform.provider
    if not best and named is not None:
        return f"The {tier.value} tier runs its own gateway; the spec names {named.value}, which does not fit."
    if not best:
        return f"The {tier.value} tier runs its own gateway; of the providers none fits."
    if best[0].monthly is None:
        return f"The {tier.value} tier runs its own gateway; {plan(best[0])} would fit, and needs a quote."
    return f"The {tier.value} tier runs its own gateway; {plan(best[0])} would fit, at {price(best[0])}."


def _named(own: Candidate) -> str:
    if not own.fits:
        return f"The spec names {own.title}, which does not fit. {nearest(own)}"
    return f"The spec names {own.title}. {plan(own)} fits: {price(own)}."


def _cheapest(best: tuple[Candidate, ...]) -> tuple[Provider | None, Rule, str]:
    first = best[0]
    rule = QUOTE if first.monthly is None else CHEAPEST
    told = price(first)
    said = f"{plan(first)} fits, and no plan with a published price does. {told}." if rule is QUOTE else ""
    if rule is CHEAPEST:
        among = f"the cheapest of {len(best)} that fit" if len(best) > 1 else "the only one that fits"
        said = f"{plan(first)} is {among}, at {told}."
    if len(best) > 1 and order(first) == order(best[1]):
        said += f" {_tie(first, best[1])}"
    return first.provider, rule, said


def _tie(first: Candidate, second: Candidate) -> str:
    if first.room == second.room:
        return f"{second.title} costs the same and leaves the same room; the order of their names decides."
    return f"{second.title} costs the same; {first.title} leaves more room for connections."


def _other(candidate: Candidate, choice: Provider) -> bool:
    return candidate.provider is not choice


def _rejected(candidate: Candidate) -> Rejected:
    if not candidate.fits:
        return Rejected(candidate.name, f"It does not fit: {reason(candidate.rejections[0])}")
    if candidate.provider is None:
        return Rejected(candidate.name, f"It fits, at {price(candidate)}, and rtgen does not provision it.")
    told = "It needs a quote" if candidate.monthly is None else f"It would cost {price(candidate)}"
    return Rejected(candidate.name, f"{told} ({candidate.tier}).")


def _facts(features: FeatureSet) -> tuple[Fact, ...]:
    platform = features.platform
    audiences = (
        Fact(f"{path}.{key}", str(value), each.provenance.of(key))
        for each in features.audiences.values()
        for path in ["audience" if each.id == "default" else f"audiences.{each.id}"]
        for key, value in (("peak_users", each.peak_users), ("mean", f"{float(each.mean):.0%}"))
    )
    return (
        facts.of_platform(features, "provider", "auto" if platform.provider is None else platform.provider.value),
        facts.of_platform(features, "region", platform.region),
        *audiences,
    )


def _sources(candidates: tuple[Candidate, ...]) -> tuple[Source, ...]:
    cited = (
        source
        for each in candidates
        for source in (
            *(line.source for line in each.bill),
            *(misfit.source for misfit in (*each.rejections, *each.losses)),
        )
    )
    return tuple(dict.fromkeys(cited))
