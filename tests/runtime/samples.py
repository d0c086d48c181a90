"""Specs whose configuration the tests run, and how it is made."""

from __future__ import annotations

from fractions import Fraction

from builders import make_feature, make_feature_set, make_notifications
from rtgen.decide import decide
from rtgen.domain.features import Channel, FeatureSet, Publish
from rtgen.domain.platform import Backend
from rtgen.domain.vocabulary import Access, Communication, Delivery, Publisher, RateUnit, Scope
from rtgen.plan.channels import channels
from rtgen.plan.gateway import gateway_config
from rtgen.plan.model import JsonObject

PUBLISHED_BY_SERVER = Publish(Fraction(1, 60), RateUnit.USER, 1_024, Publisher.SERVER)
PUBLIC = {"access": Access.PUBLIC, "public_because": "prices are for everyone"}

PLAIN = make_feature_set(
    make_feature("chat"),
    make_feature("online", communication=Communication.PRESENCE, history=None),
    make_feature("crowd", communication=Communication.PRESENCE, channel=Channel(Scope.ROOM, 300, 1_000, 1)),
    make_notifications("alerts"),
    make_notifications("prices", channel=Channel(Scope.TOPIC, 1_000, 1_000, 1), **PUBLIC),
    make_notifications("news", channel=Channel(Scope.GLOBAL, 1_000, 1_000, 1), access=Access.TOKEN),
    make_notifications("status", communication=Communication.INFREQUENT, freshness=Fraction(300)),
)
"""One server, its state in memory, no backend to ask."""

ASKING = make_feature_set(
    make_feature("chat", request_response=True),
    make_feature("orders", access=Access.PROXY, publish=PUBLISHED_BY_SERVER),
    backend=Backend("https://api.example.com", None),
)
"""The backend is asked for publications, subscriptions and calls."""

KEPT = make_feature_set(
    make_feature("chat", delivery=Delivery.AT_LEAST_ONCE),
    make_feature("online", communication=Communication.PRESENCE, history=None),
)
"""History and presence stand in Redis."""


def config(features: FeatureSet) -> JsonObject:
    """What `gateway/config.json` says for a spec."""
    decisions = decide(features)
    return gateway_config(features, decisions, channels(features, decisions))
