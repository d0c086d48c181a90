"""The features whose messages must outlast an absence, and what the gateway keeps of them."""

from collections.abc import Collection

from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import Communication
from rtgen.plan.model import JsonObject, Plan
from rtgen.plan.score.claim import Claim, config, named


def lasting(plan: Plan) -> list[Feature]:
    """All but presence and typing, which are asked for anew."""
    features = (each.feature for each in plan.decisions.features)
    return [feature for feature in features if feature.communication is not Communication.PRESENCE]


def kept_for_all(plan: Plan, option: str, shows: str, test: str, among: Collection[Feature] | None = None) -> Claim:
    """That the namespaces of `among`, all lasting features by default, have an option of their history."""
    namespaces = namespaces_of(plan)
    asked = lasting(plan) if among is None else among
    without = [feature.id for feature in asked if not namespaces.get(feature.id, {}).get(option)]
    return Claim(
        shows,
        config(f"channel.namespaces.*.{option}"),
        not without,
        test,
        f"`history` for {named(without)}" if without else "",
    )


def namespaces_of(plan: Plan) -> dict[str, JsonObject]:
    """The gateway's namespaces by feature."""
    channel = plan.gateway_config.get("channel")
    entries = channel.get("namespaces") if isinstance(channel, dict) else None
    options = entries if isinstance(entries, list) else []
    return {str(each.get("name")): each for each in options if isinstance(each, dict)}
