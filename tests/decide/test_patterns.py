from __future__ import annotations

import pytest

from builders import OWN, make_feature, make_notifications, topic
from decide.rule_cases import rate
from rtgen.decide.patterns import patterns
from rtgen.domain.features import Channel, Feature, Publish
from rtgen.domain.vocabulary import Publisher, RateUnit, Scope

ONE_FOR_ALL = rate(1, RateUnit.FEATURE)
BY_CLIENTS = Publish(ONE_FOR_ALL.rate, RateUnit.FEATURE, 512, Publisher.CLIENT)


@pytest.mark.parametrize(
    ("feature", "found"),
    [
        pytest.param(make_feature(), ["pub-sub", "room-based"], id="rooms"),
        pytest.param(
            make_feature(channel=Channel(Scope.DOCUMENT, 4, 50, 1)), ["pub-sub", "room-based"], id="documents"
        ),
        pytest.param(make_notifications(), [], id="own channels"),
        pytest.param(make_notifications(channel=topic(9)), ["pub-sub"], id="a topic"),
        pytest.param(make_notifications(channel=Channel(Scope.GLOBAL, 1, 1, 1)), ["pub-sub"], id="everybody"),
        pytest.param(make_notifications(publish=ONE_FOR_ALL), ["fan-out"], id="one event, many recipients"),
        pytest.param(make_notifications(publish=rate(1, RateUnit.CHANNEL)), [], id="an event for each recipient"),
        pytest.param(make_notifications(publish=BY_CLIENTS), [], id="sent by clients"),
        pytest.param(
            make_notifications(channel=topic(9), publish=ONE_FOR_ALL), ["pub-sub"], id="one channel, no fan-out"
        ),
        pytest.param(
            make_feature(channel=OWN, request_response=True, event_sourced=True),
            ["request-response", "event-sourcing"],
            id="they add up",
        ),
    ],
)
def test_a_feature_has_every_pattern_that_it_needs(feature: Feature, found: list[str]) -> None:
    assert [each.choice.value for each in patterns(feature)] == found


def test_a_pattern_names_what_it_read_and_what_it_rests_on() -> None:
    (pub_sub, _) = patterns(make_feature())

    assert [(fact.subject, fact.value) for fact in pub_sub.facts] == [
        (".channel.scope", "room"),
        (".channel.max_members", "200"),
    ]
    assert pub_sub.sources
