from __future__ import annotations

from fractions import Fraction

import pytest

from builders import OWN, make_audience, make_feature, make_notifications, topic
from decide.rule_cases import rate
from rtgen.decide.traffic import Traffic, heard, sent, traffic
from rtgen.domain.features import Channel, Feature
from rtgen.domain.vocabulary import RateUnit, Scope

ONE = make_audience()
USERS = 40_000


@pytest.mark.parametrize(
    ("feature", "channels", "publications", "deliveries"),
    [
        pytest.param(make_feature(users=USERS), 15_000, 2_000, 16_000, id="rooms of 8, three a user"),
        pytest.param(
            make_notifications(users=USERS), 40_000, Fraction(2_000, 3), Fraction(2_000, 3), id="own channels"
        ),
        pytest.param(
            make_notifications(users=USERS, channel=topic(USERS), publish=rate(1, RateUnit.CHANNEL)),
            1, 1, 40_000, id="one topic",
        ),
        pytest.param(
            make_notifications(users=USERS, channel=Channel(Scope.GLOBAL, 1, 1, 1), publish=rate(2, RateUnit.FEATURE)),
            1, 2, 80_000, id="everybody",
        ),
        pytest.param(
            make_notifications(users=USERS, publish=rate(Fraction(1, 60), RateUnit.FEATURE)),
            40_000, Fraction(2_000, 3), Fraction(2_000, 3), id="one event into each user's channel",
        ),
        pytest.param(make_feature(users=5), 3, Fraction(1, 4), Fraction(5, 4), id="fewer users than a room holds"),
        pytest.param(make_feature(users=9, channel=Channel(Scope.ROOM, 8, 8, 1)), 2, Fraction(9, 20), Fraction(18, 5),
                     id="a second room is begun"),
    ],
)  # fmt: skip
def test_traffic_is_counted_exactly(
    feature: Feature, channels: int, publications: Fraction, deliveries: Fraction
) -> None:
    found = traffic(feature, ONE)

    assert (found.channels, found.publications, found.deliveries) == (channels, publications, deliveries)


def test_each_connection_of_a_user_is_a_receiver() -> None:
    found = traffic(make_notifications(users=3), make_audience(connections_per_user=Fraction(3, 2)))

    assert (found.receivers, found.deliveries) == (Fraction(3, 2), Fraction(3, 40))


@pytest.mark.parametrize(
    ("history", "kept"),
    [(None, 0), (300, 40), (1, 1), (604_800, 300)],
    ids=["none", "what the window holds", "one at least", "what one recovery brings at most"],
)
def test_history_is_sized_from_the_rate_of_a_channel(history: int | None, kept: int) -> None:
    assert traffic(make_feature(users=USERS, history=history), ONE).history == kept


@pytest.mark.parametrize(
    ("feature", "hears", "sends"),
    [
        (make_feature(users=USERS), Fraction(8, 20), Fraction(1, 20)),
        (make_notifications(users=USERS), Fraction(1, 60), Fraction(0)),
        (make_notifications(users=USERS, channel=topic(USERS), publish=rate(1, RateUnit.CHANNEL)), 1, 0),
        (make_notifications(users=10, channel=OWN, publish=rate(1, RateUnit.FEATURE)), 1, 0),
    ],
)
def test_what_one_user_hears_and_sends(feature: Feature, hears: Fraction, sends: Fraction) -> None:
    assert (heard(feature), sent(feature)) == (hears, sends)


def test_traffic_holds_no_floating_point_number() -> None:
    found = traffic(make_feature(users=7), make_audience(connections_per_user=Fraction(11, 10)))

    assert [type(getattr(found, name)) for name in Traffic._fields] == [int, Fraction, Fraction, Fraction, int]
