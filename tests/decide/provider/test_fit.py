"""For every limit: a spec that asks for more than a plan gives, and one that asks for just so much."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import (
    OWN,
    make_audience,
    make_environment,
    make_feature,
    make_feature_set,
    make_notifications,
    make_platform,
    provenance,
    topic,
)
from decide.provider.held import misfits
from rtgen.decide.decisions import Verdict
from rtgen.decide.provider.candidates import SERVICES
from rtgen.decide.provider.checks import CHECKS
from rtgen.decide.provider.offer import Stated
from rtgen.domain.features import Audience, Channel, FeatureSet, Publish
from rtgen.domain.vocabulary import (
    Access,
    Communication,
    Delivery,
    Offline,
    Ordering,
    Publisher,
    RateUnit,
    Scope,
    Sync,
)

REJECTS, LOSES, UNKNOWN = Verdict
HOUR = 3_600
RELIABLE = Delivery.AT_LEAST_ONCE


def quiet(number: int, *, channels: int = 1, audience: Audience | None = None, **over: object) -> FeatureSet:
    """Each of so many users is told something once an hour."""
    feature = make_notifications(
        users=number,
        channel=OWN._replace(per_user=channels),
        publish=Publish(Fraction(1, HOUR), RateUnit.FEATURE, 100, Publisher.SERVER),
        **over,
    )
    return make_feature_set(feature, audiences=[audience or make_audience(peak_users=number)])


def said(rate: Fraction | int, *, size: int = 100, users: int = 10, per: RateUnit = RateUnit.CHANNEL) -> FeatureSet:
    """One channel into which the server publishes."""
    publish = Publish(Fraction(rate), per, size, Publisher.SERVER)
    feature = make_notifications(users=users, channel=topic(users), publish=publish, history=None)
    return make_feature_set(feature, audiences=[make_audience(peak_users=users)])


def spoken(rate: Fraction | int) -> FeatureSet:
    """Each of ten users publishes into a channel of their own."""
    publish = Publish(Fraction(rate), RateUnit.USER, 100, Publisher.CLIENT)
    return make_feature_set(
        make_feature(users=10, channel=OWN, publish=publish, history=None), audiences=[make_audience(peak_users=10)]
    )


def heard(rate: int) -> FeatureSet:
    """Ten users publish so many messages a second in all, of which the backend must hear."""
    publish = Publish(Fraction(rate, 10), RateUnit.USER, 100, Publisher.CLIENT)
    feature = make_feature(users=10, channel=OWN, publish=publish, history=None, access=Access.PROXY)
    return make_feature_set(feature, audiences=[make_audience(peak_users=10)])


def one(**over: object) -> FeatureSet:
    return make_feature_set(make_feature(**over))


def given(path: str, **over: object) -> FeatureSet:
    """A chat whose spec itself gives this value."""
    return one(provenance=provenance(5, {path: (7, 9)}), **over)


def members(most: int) -> FeatureSet:
    channel = Channel(Scope.ROOM, 2, most, 1)
    return one(communication=Communication.PRESENCE, channel=channel, history=None)


def present(rate: int) -> FeatureSet:
    """Two users who tell each other where they are so often."""
    publish = Publish(Fraction(rate), RateUnit.FEATURE, 100, Publisher.SERVER)
    channel = Channel(Scope.ROOM, 2, 2, 1)
    feature = make_feature(
        users=2, communication=Communication.PRESENCE, channel=channel, publish=publish, history=None
    )
    return make_feature_set(feature, audiences=[make_audience(peak_users=2)])


def many(count: int) -> FeatureSet:
    return make_feature_set(*(make_notifications(f"news-{number}", users=1) for number in range(count)))


def open_to_all(name: str) -> FeatureSet:
    return make_feature_set(make_feature(name, access=Access.PUBLIC))


def within(region: str, environment: str | None = None) -> FeatureSet:
    return make_feature_set(environments=[make_environment(region=environment or region)], region=region)


CASES = [
    ("connections", REJECTS, "Ably Standard", quiet(10_001), quiet(10_000)),
    ("connections", REJECTS, "Pusher Startup", quiet(501), quiet(500)),
    (
        "connections",
        REJECTS,
        "Supabase Pro",
        quiet(400, audience=make_audience(peak_users=400, growth=Fraction(3, 2))),
        quiet(400, audience=make_audience(peak_users=400, growth=Fraction(5, 4))),
    ),
    ("connection rate", REJECTS, "Ably Free", quiet(12_601), quiet(12_600)),
    ("connection rate", REJECTS, "API Gateway WebSocket on demand", quiet(150_001), quiet(150_000)),
    ("connection rate", UNKNOWN, "Pusher Pro", quiet(1), None),
    ("channel joins", REJECTS, "Supabase Free", quiet(10_000, channels=4), quiet(10_000, channels=3)),
    ("message size", REJECTS, "Ably Standard", said(1, size=65_537), said(1, size=65_536)),
    ("message size", REJECTS, "Pusher Plus", said(1, size=10_001), said(1, size=10_000)),
    ("message size", REJECTS, "AppSync Events on demand", said(1, size=240_001), said(1, size=240_000)),
    ("message rate", REJECTS, "Ably Standard", said(10, users=250), said(10, users=249)),
    ("message rate", REJECTS, "Supabase Free", said(10, users=10), said(10, users=9)),
    ("publish rate", REJECTS, "AppSync Events on demand", said(10_001), said(10_000)),
    ("messages an hour", REJECTS, "Ably Free", said(1, users=69), said(1, users=68)),
    ("messages a day", REJECTS, "Pusher Sandbox", said(1, users=7), said(1, users=6)),
    ("messages a month", REJECTS, "Ably Free", said(1, users=7), said(1, users=6)),
    ("messages a month", REJECTS, "Supabase Free", said(1, users=2), said(1, users=1)),
    ("sending rate", REJECTS, "Pusher Enterprise", spoken(11), spoken(10)),
    ("sending rate", REJECTS, "AppSync Events on demand", spoken(26), spoken(25)),
    ("receiving rate", REJECTS, "Ably Enterprise", said(51), said(50)),
    ("channel rate", REJECTS, "Ably Enterprise", said(51), said(50)),
    ("channel rate", UNKNOWN, "Supabase Free", said(1), None),
    ("presence members", REJECTS, "Ably Free", members(201), members(200)),
    ("presence members", REJECTS, "Ably Standard", members(5_001), members(5_000)),
    ("presence members", REJECTS, "Pusher Enterprise", members(101), members(100)),
    ("presence members", UNKNOWN, "Supabase Enterprise", members(2), one()),
    ("presence rate", REJECTS, "Supabase Pro", present(51), present(50)),
    (
        "history window",
        REJECTS,
        "Supabase Enterprise",
        given("history", history=72 * HOUR + 1),
        given("history", history=72 * HOUR),
    ),
    (
        "longer history",
        LOSES,
        "Ably Pro",
        given("history", history=72 * HOUR + 1),
        given("history", history=72 * HOUR),
    ),
    ("history window", REJECTS, "Ably Free", one(history=24 * HOUR + 1, delivery=RELIABLE), one(history=24 * HOUR)),
    ("history window", REJECTS, "Pusher Plus", given("history", history=1), one(history=None)),
    ("history window", LOSES, "Pusher Plus", one(history=300), one(history=None)),
    ("ordering", REJECTS, "Ably Pro", given("ordering", ordering=Ordering.GLOBAL), one(ordering=Ordering.CHANNEL)),
    ("ordering", REJECTS, "Pusher Pro", given("ordering", ordering=Ordering.CHANNEL), one()),
    ("ordering", LOSES, "Supabase Pro", one(ordering=Ordering.CHANNEL), one()),
    ("delivery", REJECTS, "Pusher Pro", one(delivery=RELIABLE), one()),
    ("delivery", REJECTS, "Supabase Pro", one(delivery=RELIABLE), one()),
    ("channels a connection", REJECTS, "Ably Pro", quiet(10, channels=201), quiet(10, channels=200)),
    ("channels a connection", REJECTS, "Supabase Pro", quiet(10, channels=101), quiet(10, channels=100)),
    ("channels", REJECTS, "Ably Free", quiet(101, channels=2), quiet(100, channels=2)),
    ("namespaces", REJECTS, "Ably Pro", many(101), many(100)),
    ("namespaces", REJECTS, "AppSync Events on demand", many(51), many(50)),
    (
        "channel names",
        REJECTS,
        "Pusher Pro",
        make_feature_set(make_feature("a" * 82)),
        make_feature_set(make_feature("a" * 81)),
    ),
    ("channel names", REJECTS, "Pusher Pro", open_to_all("private-news"), open_to_all("privately")),
    ("channel names", REJECTS, "Pusher Pro", make_feature_set(make_feature("cache-keys")), one()),
    (
        "channel names",
        REJECTS,
        "Pusher Pro",
        make_feature_set(make_feature("encrypted-notes")),
        make_feature_set(make_feature("private-notes")),
    ),
    (
        "channel names",
        REJECTS,
        "AppSync Events on demand",
        make_feature_set(make_feature("a" * 51)),
        make_feature_set(make_feature("a" * 50)),
    ),
    ("region", REJECTS, "Pusher Pro", within("eu-central-1"), within("eu-west-1")),
    ("region", REJECTS, "Supabase Pro", within("eu-south-1"), within("eu-central-1")),
    ("region", REJECTS, "Supabase Pro", within("eu-west-1", "eu-south-1"), within("eu-west-1", "eu-west-2")),
    (
        "data residency",
        LOSES,
        "Ably Pro",
        make_feature_set(provenance=make_platform().provenance._replace(given={"region": (2, 3, 1)})),
        make_feature_set(),
    ),
    ("webhooks", REJECTS, "Supabase Pro", one(access=Access.PROXY), one()),
    ("webhooks", LOSES, "Ably Pro", one(access=Access.PROXY), one()),
    ("webhook rate", REJECTS, "Ably Standard", heard(251), heard(250)),
    ("webhook rate", UNKNOWN, "Pusher Pro", heard(1), spoken(1)),
    ("record of changes", LOSES, "Supabase Pro", one(event_sourced=True), one()),
    ("request and response", LOSES, "Ably Pro", one(request_response=True), one()),
    ("offline replay", LOSES, "Ably Pro", given("offline", offline=Offline.QUEUE), one(offline=Offline.QUEUE)),
    ("CRDT transport", LOSES, "Ably Pro", one(sync=Sync.CRDT), one()),
    ("CRDT transport", REJECTS, "Pusher Pro", one(sync=Sync.CRDT), one()),
    ("OT transport", REJECTS, "Ably Pro", one(sync=Sync.OT), one()),
]


@pytest.mark.parametrize(("limit", "verdict", "plan", "beyond", "near"), CASES)
def test_a_limit_speaks_where_a_spec_asks_for_more_and_not_before(
    limit: str, verdict: Verdict, plan: str, beyond: FeatureSet, near: FeatureSet | None
) -> None:
    found = misfits(beyond, plan)[limit]

    assert found.verdict is verdict
    assert found.text.endswith(".")
    assert found.source.url.startswith("https://")
    if near is not None:
        less = misfits(near, plan).get(limit)
        assert less is None or less.verdict is not verdict


def test_every_check_has_a_case() -> None:
    spoken_of = {misfit for _, _, plan, beyond, _ in CASES for misfit in [misfits(beyond, plan)] for misfit in misfit}

    # Every provider checks every way of access, so authentication rejects nothing today.
    assert len(CHECKS) == 17
    assert {limit for limit, *_ in CASES} <= spoken_of


def test_a_misfit_names_the_line_that_asks_for_it() -> None:
    found = misfits(given("ordering", ordering=Ordering.CHANNEL), "Pusher Pro")["ordering"]

    assert (found.subject, str(found.origin)) == ("features.chat.ordering", "spec.yaml:7:9")


def test_a_value_that_a_default_gave_says_so_and_points_at_the_feature() -> None:
    found = misfits(said(1, size=65_537), "Ably Standard")["message size"]

    assert (str(found.origin), str(found.location)) == ("default of this test", "spec.yaml:5:3")
    assert found.text == "65,537 bytes in a message; Ably Standard allows 65,536."


def test_features_that_ask_for_as_much_are_counted() -> None:
    large = Publish(Fraction(1), RateUnit.USER, 20_000, Publisher.SERVER)
    features = [make_notifications(f"file-{number}", publish=large) for number in range(4)]

    assert misfits(make_feature_set(*features, make_feature()), "Pusher Pro")["message size"].others == 3


def test_features_by_short_polling_ask_nothing_of_a_provider() -> None:
    large = Publish(Fraction(1), RateUnit.USER, 99_999, Publisher.SERVER)
    rare = make_notifications(communication=Communication.INFREQUENT, freshness=Fraction(600), publish=large)

    assert misfits(make_feature_set(rare), "Pusher Sandbox") == {}


def test_an_unpublished_limit_never_rejects() -> None:
    for service in SERVICES:
        for offer in service.offers:
            bounds = [each for each in offer.limits if each is not None]
            assert all(not each.below(10**12) for each in bounds if each.stated is not Stated.LIMITED)
