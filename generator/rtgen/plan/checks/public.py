"""RT808: what strangers see in a public channel beside its messages."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Access, Scope
from rtgen.plan.model import ChannelPlan, Plan

RULE = Rule(
    "RT808",
    "Public channels that show more than messages",
    Severity.WARNING,
    "Whoever guesses a public channel's name reads it, without a token and without a trace of who it was.",
)


def check(_features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Public channels of single users, and public lists of who is there."""
    features = {each.feature.id: each.feature for each in plan.decisions.features}
    for channel in plan.channels:
        if channel.access is not Access.PUBLIC:
            continue
        feature = features[channel.feature]
        if channel.options.get("allow_presence_for_anonymous"):
            yield _finding(
                feature, channel, "Strangers see who is there, with user ids.", "allow_presence_for_anonymous"
            )
        if channel.scope is Scope.USER:
            yield _finding(feature, channel, "Every user's own channel is open to strangers.", f"{channel.template}")


def _finding(feature: Feature, channel: ChannelPlan, message: str, evidence: str) -> Finding:
    alone = "access" not in feature.provenance.given
    return Finding(
        RULE.id,
        RULE.severity,
        feature.id,
        message,
        "Require a token (`auth: required`), or publish what is public into channels of their own.",
        facts.place(feature, "auth"),
        evidence=f"{evidence}, in the namespace {channel.namespace}",
        edit=Edit(f"features.{feature.id}.auth", "required") if alone else None,
    )
