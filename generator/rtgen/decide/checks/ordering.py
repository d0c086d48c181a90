"""RT805: an order that pub/sub does not keep."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.decisions import Decisions
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Ordering

RULE = Rule(
    "RT805",
    "Global order over several channels",
    Severity.WARNING,
    "Pub/sub keeps the order within a channel; two channels reach a client in any order.",
)


def findings(_features: FeatureSet, decisions: Decisions) -> Iterator[Finding]:
    """Features that want one order over more than one channel."""
    for each in decisions.features:
        feature = each.feature
        if feature.ordering is Ordering.GLOBAL and each.channels > 1:
            yield Finding(
                RULE.id,
                RULE.severity,
                feature.id,
                "One order over all channels is asked for, and each channel has an order of its own.",
                "Publish into one channel (`scope: global`), or number the messages in your backend.",
                facts.place(feature, "ordering"),
                evidence=f"{each.channels:,} channels at peak",
                edit=Edit(f"features.{feature.id}.ordering", Ordering.CHANNEL.value),
            )
