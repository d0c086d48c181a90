"""RT813: how many tokens a reconnect storm asks for."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.limits import PROVIDER_TOKENS_A_SECOND, TOKENS_A_SECOND
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Access
from rtgen.plan.model import Json, Plan

RULE = Rule(
    "RT813",
    "A reconnect storm of tokens",
    Severity.WARNING,
    "A token that lives shorter than a connection is asked for again by everybody who comes back, all at once.",
)


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Tokens and proxy calls a second of the planned storm, where each connect needs a new token."""
    connection = _object(_object(plan.client_contract.get("tokens")).get("connection"))
    rate = plan.decisions.reconnect.storm_rate
    provider = connection.get("signed_with") == "jwks"
    most = PROVIDER_TOKENS_A_SECOND if provider else TOKENS_A_SECOND
    if not connection.get("new_for_each_connect") or rate <= most.value:
        return
    if all(feature.access is Access.PUBLIC for feature in features.features):
        return
    signer = "identity provider" if provider else "backend"
    asked = sum(each.channel.per_user for each in features.features if each.access is Access.PROXY)
    calls = f", and up to {rate * asked:,} subscriptions to be let in" if asked else ""
    yield Finding(
        RULE.id,
        RULE.severity if provider else Severity.INFO,
        None,
        f"After a deployment the {signer} is asked for up to {rate:,} tokens a second.",
        "Ask it whether it allows that many, or let your backend sign tokens (`auth: hmac`)."
        if provider
        else "Sign without looking anything up, and load-test the endpoint at that rate.",
        facts.place_of_platform(features, "auth" if provider else "backend"),
        evidence=f"tokens live {connection.get('exp_s')} s, {plan.decisions.reconnect.storm_connections:,} connections "
        f"return{calls}",
        edit=Edit("platform.auth", "hmac") if provider and rate <= TOKENS_A_SECOND.value else None,
    )


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
