"""RT808: what strangers see in a public channel beside its messages."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Access, Scope
from rtgen.plan.model import Plan

RULE = Rule(
    "RT808",
    "Public channels that show more than messages",
    Severity.WARNING,
    "Whoever guesses a public channel's name reads it, without a token and without a trace of who it was.",
)


def check(_features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Public channels of single users, and public lists of who is there, of a gateway or at a provider."""
    features = {each.feature.id: each.feature for each in plan.decisions.features}
    for channel in plan.channels:
        if channel.access is Access.PUBLIC:
            listed = "allow_presence_for_anonymous" if channel.options.get("allow_presence_for_anonymous") else ""
            yield from _shown(
                features[channel.feature], listed, channel.template, f"in the namespace {channel.namespace}"
            )
    if plan.managed is not None:
        for rule in plan.managed.endpoint.rules:
            if rule.access == "public":
                listed = "presence" if "presence" in rule.may else ""
                yield from _shown(
                    features[rule.feature], listed, rule.name, "which the token endpoint grants to everybody"
                )


def _shown(feature: Feature, listed: str, template: str, where: str) -> Iterator[Finding]:
    if listed:
        yield _finding(feature, "Strangers see who is there, with user ids.", f"{listed}, {where}")
    if feature.channel.scope is Scope.USER:
        yield _finding(feature, "Every user's own channel is open to strangers.", f"{template}, {where}")


def _finding(feature: Feature, message: str, evidence: str) -> Finding:
    said_twice = (f"features.{feature.id}.access",) if "access" in feature.provenance.given else ()
    return Finding(
        RULE.id,
        RULE.severity,
        feature.id,
        message,
        "Require a token (`auth: required`), or publish what is public into channels of their own.",
        facts.place(feature, "auth"),
        evidence=evidence,
        edit=Edit(f"features.{feature.id}.auth", "required", said_twice),
    )
