from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_feature, make_feature_set, make_gateway, make_notifications
from rtgen.decide import decide
from rtgen.domain.features import Channel, Feature, Publish
from rtgen.domain.platform import Backend, ForcedTier
from rtgen.domain.vocabulary import (
    Access,
    Communication,
    Delivery,
    Kind,
    Publisher,
    RateUnit,
    Scope,
    Sync,
    Tier,
)
from rtgen.plan.channels import JOIN_LEAVE_MEMBERS, channels
from rtgen.plan.model import ChannelPlan

BACKEND = Backend("https://api.example.com", None)
PERMISSIONS = ("allow_", "subscribe_proxy_enabled", "publish_proxy_enabled")


def planned(feature: Feature, **platform: object) -> ChannelPlan:
    """The namespace of a feature that stands alone."""
    features = make_feature_set(feature, **platform)
    (channel,) = channels(features, decide(features))
    return channel


def permissions(channel: ChannelPlan) -> set[str]:
    """What a namespace lets clients do."""
    return {name for name, value in channel.options.items() if name.startswith(PERMISSIONS) and value is True}


@pytest.mark.parametrize(
    ("access", "allowed"),
    [
        (Access.OWN, {"allow_user_limited_channels"}),
        (Access.TOKEN, set()),
        (Access.PROXY, {"subscribe_proxy_enabled"}),
        (Access.PUBLIC, {"allow_subscribe_for_client", "allow_subscribe_for_anonymous"}),
    ],
)
def test_access_alone_decides_who_may_subscribe(access: Access, allowed: set[str]) -> None:
    feature = make_notifications(access=access, public_because="news" if access is Access.PUBLIC else None)

    assert {name for name in permissions(planned(feature, backend=BACKEND)) if "history" not in name} == allowed


def test_no_namespace_but_a_public_one_lets_every_user_subscribe() -> None:
    every = [
        make_feature(f"f-{access.value}-{by.value}", access=access, publish=make_feature().publish._replace(by=by))
        for access in Access
        for by in Publisher
    ]
    features = make_feature_set(*every, backend=BACKEND)

    opened = {
        each.access
        for each in channels(features, decide(features))
        if "allow_subscribe_for_client" in each.options or "allow_subscribe_for_anonymous" in each.options
    }

    assert opened == {Access.PUBLIC}


@pytest.mark.parametrize(
    ("by", "backend", "allowed"),
    [
        (Publisher.SERVER, BACKEND, set()),
        (Publisher.CLIENT, BACKEND, {"publish_proxy_enabled"}),
        (Publisher.CLIENT, Backend(None, None), {"allow_publish_for_subscriber"}),
    ],
)
def test_clients_publish_through_the_backend_where_there_is_one(
    by: Publisher, backend: Backend, allowed: set[str]
) -> None:
    feature = make_feature(publish=make_feature().publish._replace(by=by))

    channel = planned(feature, backend=backend)

    assert {name for name in permissions(channel) if "publish" in name} == allowed
    assert channel.proxies == (("publish",) if "publish_proxy_enabled" in allowed else ())


@pytest.mark.parametrize(
    ("scope", "access", "per_user", "template"),
    [
        (Scope.ROOM, Access.TOKEN, 3, "chat:ROOM"),
        (Scope.TOPIC, Access.TOKEN, 1, "chat:TOPIC"),
        (Scope.DOCUMENT, Access.TOKEN, 1, "chat:DOCUMENT"),
        (Scope.USER, Access.TOKEN, 1, "chat:USER"),
        (Scope.USER, Access.OWN, 1, "chat:#USER"),
        (Scope.USER, Access.OWN, 2, "chat:ITEM#USER"),
        (Scope.GLOBAL, Access.TOKEN, 1, "chat:all"),
    ],
)
def test_a_channel_is_named_for_what_it_stands_for(scope: Scope, access: Access, per_user: int, template: str) -> None:
    channel = Channel(scope, members=1, max_members=1, per_user=per_user)

    assert planned(make_feature(channel=channel, access=access)).template == template


def test_history_is_what_was_decided_and_can_be_recovered() -> None:
    features = make_feature_set(make_feature(history=604_800))
    decisions = decide(features)

    (channel,) = channels(features, decisions)

    assert (channel.history_size, channel.history_ttl_s) == (decisions.features[0].history_size, 604_800)
    assert channel.options["history_size"] == channel.history_size
    assert channel.options["history_ttl"] == "168h"
    assert channel.options["force_recovery"] is True
    assert channel.options["allow_history_for_subscriber"] is True


def test_without_history_nothing_is_kept_recovered_or_read() -> None:
    channel = planned(make_feature(history=None))

    assert (channel.history_size, channel.history_ttl_s) == (0, 0)
    assert [name for name in channel.options if "history" in name or "recovery" in name] == []


@pytest.mark.parametrize("delivery", Delivery)
def test_at_least_once_watches_the_position(delivery: Delivery) -> None:
    watched = planned(make_feature(delivery=delivery)).options.get("force_positioning", False)

    assert watched is (delivery is Delivery.AT_LEAST_ONCE)


@pytest.mark.parametrize(
    ("members", "pushed"), [(2, True), (JOIN_LEAVE_MEMBERS, True), (JOIN_LEAVE_MEMBERS + 1, False)]
)
def test_joins_and_leaves_are_pushed_in_small_channels_only(members: int, *, pushed: bool) -> None:
    room = Channel(Scope.ROOM, members=2, max_members=members, per_user=1)
    options = planned(make_feature(communication=Communication.PRESENCE, channel=room, history=None)).options

    assert options["presence"] is True
    assert options["allow_presence_for_subscriber"] is True
    assert options.get("join_leave", False) is pushed
    assert options.get("force_push_join_leave", False) is pushed


@pytest.mark.parametrize(
    "feature",
    [
        make_notifications("status", communication=Communication.INFREQUENT, freshness=Fraction(300)),
        make_notifications("status", communication=Communication.INFREQUENT, freshness=Fraction(30)),
        make_feature("status", communication=Communication.COLLABORATIVE_EDITING, sync=Sync.CRDT),
    ],
    ids=["short polling", "long polling", "editing"],
)
def test_what_another_service_serves_lets_no_client_in_and_keeps_its_history(feature: Feature) -> None:
    channel = planned(feature, backend=BACKEND)

    assert permissions(channel) == set()
    assert channel.history_size > 0
    assert channel.subscribe.startswith("nobody: ")


def test_calls_need_the_backend() -> None:
    assert planned(make_feature(request_response=True), backend=BACKEND).proxies == ("publish", "rpc")


def test_a_public_presence_shows_itself_to_visitors() -> None:
    feature = make_feature(
        kind=Kind.PRESENCE,
        communication=Communication.PRESENCE,
        access=Access.PUBLIC,
        public_because="everyone may see who is there",
        publish=Publish(Fraction(1, 60), RateUnit.USER, 128, Publisher.SERVER),
        history=None,
    )

    assert "allow_presence_for_anonymous" in permissions(planned(feature))


def test_a_gateway_that_is_not_rtgens_own_has_no_namespaces() -> None:
    own = make_feature_set(gateway=make_gateway())
    managed = make_feature_set(tier=ForcedTier(Tier.MANAGED, "no operators"))

    assert channels(own, decide(own)) == ()
    assert channels(managed, decide(managed)) == ()
