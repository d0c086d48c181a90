"""Who signs the users' tokens: the backend, or an identity provider and the backend."""

from __future__ import annotations

from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Access

OWN_TOKEN_VARIABLE = "TOKEN_SECRET"  # noqa: S105 - the name of a variable
"""Of a gateway of the user's own, which decides itself what a token lets a user do."""


def token_variable(features: FeatureSet) -> str | None:
    """The environment variable of the secret that the backend signs tokens with; None where it signs none.

    An identity provider signs who a user is, but not which rooms that user may enter: that stays with the backend.
    """
    if features.platform.gateway is not None:
        return None if features.platform.auth is not None else OWN_TOKEN_VARIABLE
    if features.platform.auth is None:
        return "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY"
    return "CENTRIFUGO_CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET_KEY" if signs_subscriptions(features) else None


def signs_subscriptions(features: FeatureSet) -> bool:
    """Whether the backend lets users into channels by a token."""
    return any(feature.access is Access.TOKEN for feature in features.features)
