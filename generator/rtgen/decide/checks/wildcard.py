"""RT809: everybody subscribes to everything, one channel at a time."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.decisions import Decisions
from rtgen.decide.transport import HOLDING
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Scope

RULE = Rule(
    "RT809",
    "Subscriptions that stand for a wildcard",
    Severity.WARNING,
    "The gateway has no wildcards: who wants every channel subscribes to each, and again after each reconnect.",
)

NEARLY = Fraction(9, 10)
"""Share of the channels from which on a user is as good as in all of them."""


def findings(_features: FeatureSet, decisions: Decisions) -> Iterator[Finding]:
    """Features whose users are each in all of their channels, or in nine of ten."""
    for each in decisions.features:
        feature = each.feature
        per_user = feature.channel.per_user
        together = feature.users > 1 and each.channels > 1 and each.channels * NEARLY <= per_user
        nearly = "" if each.channels <= per_user else "nearly "
        if each.transport.choice in HOLDING and feature.channel.scope is not Scope.GLOBAL and together:
            yield Finding(
                RULE.id,
                RULE.severity,
                feature.id,
                f"Every user subscribes to {nearly}every channel: one channel would bring the same messages.",
                "Publish into one channel (`scope: global`) with the topic in the message.",
                facts.place(feature, "channel.per_user"),
                evidence=f"{each.channels:,} channels, {feature.users * per_user:,} subscriptions to renew in a storm",
                edit=Edit(f"features.{feature.id}.channel", "{scope: global}"),
            )
