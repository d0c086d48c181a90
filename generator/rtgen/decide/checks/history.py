"""RT817: at-least-once for longer than the gateway keeps messages."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.decisions import Decisions, FeatureDecisions
from rtgen.decide.limits import RECOVERY_MESSAGES, SECONDS_A_MINUTE, SECONDS_AN_HOUR
from rtgen.decide.transport import HOLDING
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Delivery, Tier

RULE = Rule(
    "RT817",
    "The gateway keeps less than the promised history at peak",
    Severity.INFO,
    "One recovery brings 300 messages at most; whoever was away for longer loads the rest from the backend.",
)


def findings(features: FeatureSet, decisions: Decisions) -> Iterator[Finding]:
    """Features that promise at-least-once for a history that holds more messages than one recovery brings."""
    if features.platform.gateway is not None or decisions.tier.decision.choice is Tier.MANAGED:
        return
    for each in decisions.features:
        feature = each.feature
        if feature.delivery is not Delivery.AT_LEAST_ONCE or each.transport.choice not in HOLDING:
            continue
        covered = _covered(each)
        if feature.history is not None and covered < feature.history:
            yield Finding(
                RULE.id,
                RULE.severity,
                feature.id,
                f"At peak the gateway brings back the last {_span(covered)}, not {_span(Fraction(feature.history))}.",
                "Let the backend keep every message, and serve it to clients that could not recover; or promise less.",
                facts.place(feature, "history"),
                evidence=f"{int(RECOVERY_MESSAGES.value)} messages a recovery; the contract then says: reload",
                edit=Edit(f"features.{feature.id}.history", _span(covered).replace(" ", "")) if covered >= 1 else None,
            )


def _covered(decided: FeatureDecisions) -> Fraction:
    """Seconds of one channel's messages at peak that a recovery brings back."""
    return Fraction(decided.history_size * decided.channels) / decided.publications


def _span(seconds: Fraction) -> str:
    for unit, name in ((24 * SECONDS_AN_HOUR, "d"), (SECONDS_AN_HOUR, "h"), (SECONDS_A_MINUTE, "min")):
        if seconds >= 2 * unit:
            return f"{int(seconds // unit)} {name}"
    return f"{int(seconds)} s"
