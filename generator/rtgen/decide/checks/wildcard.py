"""RT809: everybody subscribes to everything, one channel at a time."""

from __future__ import annotations

from collections.abc import Iterator

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


def findings(_features: FeatureSet, decisions: Decisions) -> Iterator[Finding]:
    """Features whose users are each in all of their channels."""
    for each in decisions.features:
        feature = each.feature
        per_user = feature.channel.per_user
        together = feature.users > 1 and each.channels > 1 and each.channels <= per_user
        if each.transport.choice in HOLDING and feature.channel.scope is not Scope.GLOBAL and together:
            yield Finding(
                RULE.id,
                RULE.severity,
                feature.id,
                "Every user subscribes to every channel: one channel would bring the same messages.",
                "Publish into one channel (`scope: global`) with the topic in the message.",
                facts.place(feature, "channel.per_user"),
                evidence=f"{each.channels:,} channels, {feature.users * per_user:,} subscriptions to renew in a storm",
                edit=Edit(f"features.{feature.id}.channel", "{scope: global}"),
            )
