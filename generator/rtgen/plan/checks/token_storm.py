"""The tokens that are asked for when everybody comes back."""

from __future__ import annotations

from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Access
from rtgen.plan.model import Json, Plan
from rtgen.record import NamedTuple


class TokenStorm(NamedTuple):
    """A reconnect storm whose every connect needs a new token."""

    rate: int
    """Tokens a second."""
    at_provider: bool
    """An identity provider signs them; else the team's backend."""
    evidence: str


def token_storm(features: FeatureSet, plan: Plan) -> TokenStorm | None:
    """The storm after a deployment, which closes every connection.

    None where tokens outlive connections, or where nobody needs one.
    """
    connection = _object(_object(plan.client_contract.get("tokens")).get("connection"))
    if not connection.get("new_for_each_connect"):
        return None
    if all(feature.access is Access.PUBLIC for feature in features.features):
        return None
    figures = {each.name: each.value for each in plan.decisions.capacity}
    rate = figures["storm_deployment"]
    asked = sum(each.channel.per_user for each in features.features if each.access is Access.PROXY)
    calls = f", and up to {rate * asked:,} subscriptions to be let in" if asked else ""
    lives = f"tokens live {connection.get('exp_s')} s"
    return TokenStorm(
        rate=rate,
        at_provider=connection.get("signed_with") == "jwks",
        evidence=f"{lives}, {figures['peak_connections']:,} connections return{calls}",
    )


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
