"""RT813: how many tokens a reconnect storm asks of an identity provider."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.limits import PROVIDER_TOKENS_A_SECOND, TOKENS_A_SECOND
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.plan.checks.token_storm import token_storm
from rtgen.plan.model import Plan

RULE = Rule(
    "RT813",
    "A reconnect storm of tokens at an identity provider",
    Severity.WARNING,
    "A token that lives shorter than a connection is asked for again by everybody who comes back, all at once.",
)


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Tokens a second of the planned storm, where each connect needs a new one from a server that is not the team's."""
    storm = token_storm(features, plan)
    if storm is None or not storm.at_provider or storm.rate <= PROVIDER_TOKENS_A_SECOND.value:
        return
    yield Finding(
        RULE.id,
        RULE.severity,
        None,
        f"After a deployment the identity provider is asked for up to {storm.rate:,} tokens a second.",
        "Ask it whether it allows that many, or let your backend sign tokens (`auth: hmac`).",
        facts.place_of_platform(features, "auth"),
        evidence=storm.evidence,
        edit=Edit("platform.auth", "hmac") if storm.rate <= TOKENS_A_SECOND.value else None,
    )
