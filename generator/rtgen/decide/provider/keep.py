"""The recorded provider: another one is another system, so a little money does not move a stack between two."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide import facts
from rtgen.decide.decision import Decision, Finding, Rejected
from rtgen.decide.decisions import Candidate, ProviderDecision
from rtgen.decide.limits import BAND
from rtgen.decide.lock import Question, Recorded, RecordedDecisions, Settled, settle
from rtgen.decide.provider.candidates import order
from rtgen.decide.provider.choice import fitting
from rtgen.decide.provider.need import Need
from rtgen.decide.provider.rules import STAYS
from rtgen.decide.provider.say import plan, price
from rtgen.decide.working import decimal
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Provider

NAME = "provider"
"""Of the recorded decision."""
_LOAD = "; connections "


def settle_provider(
    features: FeatureSet, decided: ProviderDecision, need: Need, recorded: RecordedDecisions
) -> tuple[ProviderDecision, tuple[Settled, ...]]:
    """The provider that stands, with its record; nothing is recorded where there is none."""
    decision, record = decided.decision, recorded.get(NAME)
    if decision.choice is None:
        return decided, ()
    usable = {each.provider.value: each for each in fitting(features, decided.candidates) if each.provider is not None}
    named = features.platform.provider
    words = f"provider {'auto' if named is None else named}; region {features.platform.region}"
    if named is None:
        decision = _within_band(decision, usable, words, record)
    asked = Question(NAME, f"{words}{_load(need)}", None, facts.place_of_platform(features, "provider"))
    choices: dict[str, Provider | None] = {each: usable[each].provider for each in usable}
    decision, settled = settle(asked, decision, record, {**choices, str(decision.choice): decision.choice})
    return decided._replace(decision=decision), (settled,)


def finding(features: FeatureSet, decided: ProviderDecision) -> Finding | None:
    """That a recorded provider stays where another one is a little cheaper."""
    if decided.decision.rule != STAYS.id:
        return None
    return Finding(
        STAYS.id,
        STAYS.severity,
        None,
        f"The provider stays {decided.decision.choice}. {decided.decision.because}",
        "Nothing, or plan with `--update-decisions` to take the cheaper one now.",
        facts.place_of_platform(features, "provider"),
    )


def _load(need: Need) -> str:
    """What the prices are computed from, in words."""
    metered = need.metered
    octets = sum((flow.size * (flow.published + flow.delivered) for flow in metered.flows), Fraction(0))
    amounts = (
        ("messages", need.published + need.delivered),
        ("mean messages", need.mean_messages),
        ("mean channels", metered.mean_channels),
        ("mean bytes", octets),
    )
    return f"{_LOAD}{need.connections}; " + "; ".join(f"{name} {decimal(value)}" for name, value in amounts)


def _within_band(
    decision: Decision[Provider | None], usable: dict[str, Candidate], words: str, record: Recorded | None
) -> Decision[Provider | None]:
    """The recorded provider, where only the load has changed and another one is hardly cheaper."""
    best = usable[str(decision.choice)]
    before = None if record is None else usable.get(record.choice)
    if record is None or before is None or before is best or record.facts.partition(_LOAD)[0] != words:
        return decision
    (quote, usd, _), (least_quote, least, _) = order(before), order(best)
    if quote is not least_quote or usd > least * (1 + BAND.value):
        return decision
    percent = int(BAND.value * 100)
    return decision._replace(
        rule=STAYS.id,
        choice=before.provider,
        because=f"{plan(before)} fits, at {price(before)}: within {percent} % of {plan(best)}, so the recorded "
        "provider stays.",
        rejected=(
            Rejected(best.name, f"It would cost {price(best)}, which is no reason to move."),
            *(each for each in decision.rejected if each.alternative not in {before.name, best.name}),
        ),
    )
