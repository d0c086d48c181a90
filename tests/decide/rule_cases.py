"""For every rule of the catalogue: a spec where it speaks, and one that is as near as can be where it does not."""

from __future__ import annotations

from fractions import Fraction

from builders import (
    OWN,
    make_audience,
    make_feature,
    make_feature_set,
    make_gateway,
    make_notifications,
    topic,
)
from rtgen.decide.decisions import Decisions
from rtgen.decide.lock import Recorded
from rtgen.domain.features import Channel, Feature, FeatureSet, ForcedTransport, Publish
from rtgen.domain.platform import ExistingRedis, ForcedTier
from rtgen.domain.vocabulary import (
    Availability,
    Communication,
    Delivery,
    Managed,
    Provider,
    Publisher,
    RateUnit,
    RedisMode,
    Scope,
    Sync,
    Tier,
    Transport,
)

EDITING = Communication.COLLABORATIVE_EDITING
BY_USER = RateUnit.USER


def rate(value: Fraction | int, per: RateUnit = BY_USER, size: int = 512) -> Publish:
    return Publish(Fraction(value), per, size, Publisher.SERVER)


def rare(freshness: int, publish: Publish | None = None, **over: object) -> Feature:
    """An infrequent feature whose users may see what is this many seconds old."""
    return make_notifications(
        "status",
        communication=Communication.INFREQUENT,
        freshness=Fraction(freshness),
        publish=publish or rate(Fraction(2, 3_600)),
        **over,
    )


def forced(transport: Transport, **over: object) -> Feature:
    return make_feature(forced=ForcedTransport(transport, "the old app knows nothing else"), **over)


def users(number: int, history: int | None = None, **platform: object) -> FeatureSet:
    """A chat for this many users: 1.5 times as many connections are planned for. History is kept at least once."""
    kept = {} if history is None else {"history": history, "delivery": Delivery.AT_LEAST_ONCE}
    chat = make_feature(users=number, **kept)
    return make_feature_set(chat, audiences=[make_audience(peak_users=number)], **platform)


def hourly(number: int, **platform: object) -> FeatureSet:
    """Each of so many users is told something once an hour: Pusher's price goes in steps, Ably's does not."""
    news = make_notifications(users=number, publish=rate(Fraction(1, 3_600), RateUnit.FEATURE, 100), history=None)
    return make_feature_set(news, audiences=[make_audience(peak_users=number)], **platform)


def busy(rooms: int, **over: object) -> FeatureSet:
    """A game in this many rooms of ten: 1,000 deliveries a second for each room."""
    number = rooms * 10
    game = make_feature(
        "game",
        users=number,
        channel=Channel(Scope.ROOM, 10, 10, 1),
        publish=Publish(Fraction(10), BY_USER, 64, Publisher.CLIENT),
        history=None,
    )
    platform = {"managed": Managed.AVOID, **over}
    return make_feature_set(game, audiences=[make_audience(peak_users=number)], **platform)


def hoard(number: int) -> FeatureSet:
    """Large messages that are kept for a day: 300 of 64 KiB in each user's channel."""
    log = make_feature("log", users=number, channel=OWN, publish=rate(1, BY_USER, 65_536), history=86_400)
    return make_feature_set(log, audiences=[make_audience(peak_users=number)])


DAY = 86_400


def of_provider(*, history: int = 300, request_response: bool = False, **platform: object) -> FeatureSet:
    """A chat of 1,000 users that the team wants a provider to run; its history is at least once, so it must be kept."""
    chat = make_feature(history=history, delivery=Delivery.AT_LEAST_ONCE, request_response=request_response)
    return make_feature_set(chat, **{"managed": Managed.REQUIRE, **platform})


def of(*features: Feature) -> FeatureSet:
    return make_feature_set(*features)


MULTI = ForcedTier(Tier.MULTI, "two servers at least")
SINGLE = ForcedTier(Tier.SINGLE, "a demonstration")
CLUSTERED = make_gateway(redis=(RedisMode.CLUSTER,))
SHARDED = make_gateway(redis=(RedisMode.CLIENT_SHARDED,))
STICKY = make_gateway(sticky=True)
FEED = make_notifications("feed", channel=topic(1_000), publish=rate(1, RateUnit.CHANNEL))
ANNOUNCEMENTS = make_notifications("news", publish=rate(Fraction(1, 60), RateUnit.FEATURE))
CASES: dict[str, tuple[FeatureSet, FeatureSet]] = {
    "RT301": (of(forced(Transport.WEBSOCKET)), of(make_feature())),
    "RT302": (of(make_feature(communication=EDITING, sync=Sync.CRDT)), of(make_feature())),
    "RT303": (of(make_feature(communication=Communication.PRESENCE)), of(make_feature())),
    "RT304": (of(make_notifications(request_response=True)), of(make_notifications())),
    "RT305": (of(make_notifications()), of(make_notifications(request_response=True))),
    "RT306": (of(rare(60)), of(rare(61))),
    "RT307": (of(rare(61)), of(rare(60))),
    "RT308": (of(forced(Transport.SSE)), of(forced(Transport.WEBSOCKET))),
    "RT309": (
        make_feature_set(make_notifications(), gateway=make_gateway(transports=("websocket",))),
        make_feature_set(make_notifications(), gateway=make_gateway(transports=("sse",))),
    ),
    "T32": (of(rare(5)), of(rare(6))),
    "RT401": (users(1, tier=SINGLE), users(1)),
    "RT402": (users(1, managed=Managed.REQUIRE), users(1)),
    "RT403": (users(1, availability=Availability.HIGH), users(1)),
    "RT404": (users(6_666), users(6_667)),
    "RT405": (users(6_667), users(6_666)),
    "RT406": (users(66_667), users(66_666)),
    "RT407": (users(66_667, managed=Managed.AVOID), users(66_666, managed=Managed.AVOID)),
    "RT408": (users(6_667, tier=SINGLE), users(6_666, tier=SINGLE)),
    "RT870": (of(make_feature()), of_provider()),
    "RT871": (of_provider(provider=Provider.ABLY), of_provider()),
    "RT872": (of_provider(), of_provider(provider=Provider.ABLY)),
    "RT873": (users(60_000, managed=Managed.REQUIRE), users(1, managed=Managed.REQUIRE)),
    "RT874": (of_provider(history=366 * DAY), of_provider(history=365 * DAY)),
    "RT875": (users(1, provider=Provider.SUPABASE, region="eu-south-1"), users(1, provider=Provider.SUPABASE)),
    "RT876": (of_provider(request_response=True), of_provider()),
    "RT877": (users(66_667, history=366 * DAY), users(66_667)),
    "RT411": (users(66_667), users(66_667, managed=Managed.AVOID)),
    "RT412": (of(make_feature()), of(make_feature(delivery=Delivery.AT_LEAST_ONCE))),
    "RT413": (of(make_feature(history=301)), of(make_feature(history=300))),
    "RT414": (busy(401, tier=MULTI), busy(400, tier=MULTI)),
    "RT415": (busy(401, tier=MULTI, gateway=CLUSTERED), busy(401, tier=MULTI)),
    "RT416": (users(6_667), users(6_666)),
    "RT417": (users(1, redis=ExistingRedis("redis.example.com", 6379, "an ARN")), users(1)),
    "RT421": (users(6_666), users(6_667)),
    "RT422": (users(6_667, sticky_sessions="off"), users(6_667)),
    "RT423": (users(6_667, gateway=STICKY), users(6_667, gateway=make_gateway())),
    "RT424": (users(1, sticky_sessions="on"), users(1)),
    "RT425": (users(6_667), users(6_666)),
    "RT426": (
        users(6_667, gateway=STICKY, sticky_sessions="off"),
        users(6_667, gateway=make_gateway(), sticky_sessions="off"),
    ),
    "RT501": (busy(201, tier=SINGLE), busy(200, tier=SINGLE)),
    "RT502": (hoard(13_730), hoard(13_729)),
    "RT601": (of(make_feature()), of(make_notifications())),
    "RT602": (of(ANNOUNCEMENTS), of(make_notifications())),
    "RT603": (of(make_feature(request_response=True)), of(make_feature())),
    "RT604": (of(make_feature(event_sourced=True)), of(make_feature())),
    "RT605": (of(make_feature()), of(FEED)),
}
OPEN = "managed allow; availability standard; large_scale_connections 100000"
ALWAYS = {"RT431": of(make_feature())}
"""Rules that every plan names: there is no near miss."""

RECORDED = {
    "RT409": (users(6_667), {"tier": Recorded("single", f"{OPEN}; connections 6666", 1)}),
    "RT878": (
        hourly(20_000, managed=Managed.REQUIRE),
        {"provider": Recorded("ably", "provider auto; region eu-west-1; connections 19000", 1)},
    ),
    "RT418": (
        busy(401, tier=MULTI),
        {"redis_shards": Recorded("1", "tier multi; gateway centrifugo; history 0 s", 1)},
    ),
    "RT410": (of(make_notifications()), {"features.alerts.transport": Recorded("websocket", "server-to-client", 0)}),
}
"""Rules that speak of what an earlier plan recorded; without a record they are silent."""


def named(decisions: Decisions) -> set[str]:
    """Every rule that a decision or a finding names."""
    made = (
        decisions.tier.decision,
        decisions.redis.decision,
        decisions.sticky,
        decisions.pooling,
        decisions.provider.decision,
    )
    of_features = (rule for each in decisions.features for rule in (each.transport, *each.patterns))
    return {each.rule for each in (*made, *of_features, *decisions.findings)}
