"""RT826: how many tokens a reconnect storm asks of the team's own backend."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.limits import TOKENS_A_SECOND
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.plan.checks.token_storm import token_storm
from rtgen.plan.model import Plan

RULE = Rule(
    "RT826",
    "A reconnect storm of tokens at your backend",
    Severity.INFO,
    "Everybody who comes back asks for a token at once, and only a load test shows whether the backend keeps up.",
)


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Tokens a second of the planned storm, where the backend signs one for each connect."""
    storm = token_storm(features, plan)
    if storm is None or storm.at_provider or storm.rate <= TOKENS_A_SECOND.value:
        return
    yield Finding(
        RULE.id,
        RULE.severity,
        None,
        f"After a deployment the backend is asked for up to {storm.rate:,} tokens a second.",
        "Sign without looking anything up, and load-test the endpoint at that rate.",
        facts.place_of_platform(features, "backend"),
        evidence=storm.evidence,
    )
