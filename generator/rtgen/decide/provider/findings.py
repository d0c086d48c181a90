"""What there is to say about the provider."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.decisions import Candidate, FeatureDecisions, Misfit, ProviderDecision
from rtgen.decide.provider import keep, sdk
from rtgen.decide.provider.rules import LOSSES, NAMED_MISFIT, NONE_FITS, QUOTE
from rtgen.decide.provider.say import more_features, nearest, plan, price
from rtgen.diagnostics import Rule
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Managed, Tier


def findings(
    features: FeatureSet, decided: ProviderDecision, tier: Tier, carried: Sequence[FeatureDecisions]
) -> Iterator[Finding]:
    """A named provider that does not fit; in the managed tier nothing that fits, no price, or a promise less."""
    named = features.platform.provider
    if named is not None:
        yield from _misfits(next(each for each in decided.candidates if each.provider is named))
    if tier is not Tier.MANAGED:
        return
    yield from sdk.findings(features, decided.sdk, carried)
    usable = [each for each in decided.candidates if each.provider is not None]
    if named is None and not any(each.fits for each in usable):
        asking = "tier" if features.platform.tier is not None else "managed"
        yield Finding(
            NONE_FITS.id,
            NONE_FITS.severity,
            None,
            f"No provider fits. {nearest(usable[0])}",
            "Ask for less where it says so, or let the stack run its own gateway: `managed: avoid`.",
            facts.place_of_platform(features, asking),
            edit=None if asking == "tier" else Edit("platform.managed", Managed.AVOID.value),
        )
    chosen = next((each for each in usable if each.provider is decided.decision.choice and each.fits), None)
    if chosen is None:
        return
    if chosen.monthly is None:
        yield Finding(
            QUOTE.id,
            QUOTE.severity,
            None,
            f"{plan(chosen)} has no published price. {price(chosen)}.",
            f"Ask {chosen.title} for a quote before you commit to it.",
            facts.place_of_platform(features, "provider"),
        )
    stays = keep.finding(features, decided)
    if stays is not None:
        yield stays
    for loss in chosen.losses:
        yield _about(LOSSES, loss, loss.text, "Make it good in the application, or force a tier that keeps it.")


def _misfits(named: Candidate) -> Iterator[Finding]:
    for index, rejection in enumerate(named.rejections):
        more = f" {named.more} more limits do not fit." if named.more and index == len(named.rejections) - 1 else ""
        yield _about(
            NAMED_MISFIT,
            rejection,
            f"{named.title} does not fit: {rejection.limit}: {rejection.text}{more}",
            "Ask for less, or take `provider: auto`.",
        )._replace(edit=Edit("platform.provider", "auto"))


def _about(rule: Rule, misfit: Misfit, message: str, fix: str) -> Finding:
    root, _, rest = misfit.subject.partition(".")
    feature = rest.partition(".")[0] if root == "features" else None
    others = f" {more_features(misfit)}" if misfit.others else ""
    return Finding(rule.id, rule.severity, feature, message + others, fix, misfit.location)
