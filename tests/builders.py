"""Domain objects for unit tests, complete and plain; a test states the fields that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from rtgen.diagnostics import Location
from rtgen.domain.features import Audience, Channel, Feature, FeatureSet, Publish
from rtgen.domain.platform import Backend, Environment, GatewayMetrics, OwnGateway, Platform
from rtgen.domain.provenance import DefaultOf, Provenance
from rtgen.domain.vocabulary import (
    Access,
    Availability,
    Communication,
    Delivery,
    Managed,
    Offline,
    Ordering,
    Publisher,
    RateUnit,
    Scope,
)

FILE = "spec.yaml"
CHAT = Channel(Scope.ROOM, members=8, max_members=200, per_user=3)
OWN = Channel(Scope.USER, members=1, max_members=1, per_user=1)


def topic(users: int) -> Channel:
    """One channel that all users hear."""
    return Channel(Scope.TOPIC, members=users, max_members=users, per_user=1)


def provenance(line: int = 1, given: dict[str, tuple[int, int]] | None = None) -> Provenance:
    """Of an entry in this line, with the values that stand in the spec."""
    places = {path: (row - line, column, 1) for path, (row, column) in (given or {}).items()}
    return Provenance(Location(FILE, line, 3), places, DefaultOf("this test"))


def make_feature(identifier: str = "chat", **over: object) -> Feature:
    """A chat in rooms of eight, for 1,000 users; `publish` and `channel` may be given whole."""
    base = Feature(
        id=identifier,
        title=identifier.capitalize(),
        kind=None,
        communication=Communication.BIDIRECTIONAL,
        audience="default",
        users=1_000,
        channel=CHAT,
        access=Access.TOKEN,
        publish=Publish(Fraction(3, 60), RateUnit.USER, 1_024, Publisher.CLIENT),
        latency=None,
        freshness=None,
        ordering=Ordering.NONE,
        delivery=Delivery.AT_MOST_ONCE,
        history=300,
        offline=Offline.DROP,
        request_response=False,
        event_sourced=False,
        sync=None,
        public_because=None,
        forced=None,
        renamed_from=None,
        provenance=provenance(5, {"communication": (6, 20)}),
    )
    return base._replace(**over)


def make_notifications(identifier: str = "alerts", **over: object) -> Feature:
    """The server tells each user something, once a minute."""
    changed = {
        "communication": Communication.SERVER_TO_CLIENT,
        "channel": OWN,
        "access": Access.OWN,
        "publish": Publish(Fraction(1, 60), RateUnit.USER, 1_024, Publisher.SERVER),
        **over,
    }
    return make_feature(identifier, **changed)


def make_audience(identifier: str = "default", **over: object) -> Audience:
    """1,000 users with one connection each."""
    base = Audience(identifier, 1_000, Fraction(3, 10), Fraction(1), Fraction(1), provenance())
    return base._replace(**over)


def make_gateway(**over: object) -> OwnGateway:
    """A server of the user's own that speaks WebSocket."""
    names = ("gateway_connections", "gateway_connections_accepted_total", "gateway_messages_sent_total")
    metrics = GatewayMetrics(False, "/metrics", 9_000, *names)
    base = OwnGateway("registry.example.com/live:1", 8_000, "/health", metrics, ("websocket",), True, (), False)
    return base._replace(**over)


def make_platform(**over: object) -> Platform:
    """Centrifugo on AWS, everything decided by rtgen."""
    base = Platform(
        region="eu-west-1",
        tier=None,
        provider=None,
        managed=Managed.ALLOW,
        availability=Availability.STANDARD,
        gateway=None,
        client="centrifuge-js",
        auth=None,
        backend=Backend(None, None),
        origins=(),
        users_per_address=500,
        sticky_sessions="auto",
        network=None,
        redis=None,
        api=None,
        domain=None,
        certificate_arn=None,
        budget=None,
        large_scale_connections=100_000,
        alarm_email=None,
        provenance=provenance(2),
    )
    return base._replace(**over)


def make_environment(name: str = "prod", **over: object) -> Environment:
    """An environment with the whole declared load."""
    base = Environment(
        name=name,
        scale=Fraction(1),
        protect=name == "prod",
        region="eu-west-1",
        domain=None,
        certificate_arn=None,
        origins=(),
        backend=Backend(None, None),
        network=None,
        redis=None,
        api=None,
        budget=None,
        alarm_email=None,
        provenance=provenance(),
    )
    return base._replace(**over)


def make_feature_set(
    *features: Feature,
    audiences: Iterable[Audience] | None = None,
    environments: Iterable[Environment] | None = None,
    **platform: object,
) -> FeatureSet:
    """A spec of these features, sorted as a real one is; `platform` are fields of Platform."""
    given = features or (make_feature(),)
    return FeatureSet(
        name="live",
        title="Live",
        context="context",
        file=FILE,
        audiences={each.id: each for each in audiences or (make_audience(),)},
        features=tuple(sorted(given, key=lambda feature: feature.id)),
        platform=make_platform(**platform),
        environments=tuple(environments or (make_environment(),)),
        waivers=(),
        provenance=provenance(),
    )
