from __future__ import annotations

import pytest

from builders import make_gateway
from decide.rule_cases import STICKY, users
from rtgen.decide import decide
from rtgen.decide.topology import StickySessions
from rtgen.domain.features import FeatureSet

OFF = StickySessions(enabled=False, seconds=0)
SHORT = StickySessions(enabled=True, seconds=180)
LONG = StickySessions(enabled=True, seconds=3_600)
SEVERAL = 6_667
POLLS = make_gateway(transports=("websocket", "long-polling"))


@pytest.mark.parametrize(
    ("features", "sticky"),
    [
        (users(1), OFF),
        (users(SEVERAL), SHORT),
        (users(SEVERAL, gateway=make_gateway()), SHORT),
        (users(SEVERAL, gateway=STICKY), LONG),
        (users(SEVERAL, gateway=POLLS), LONG),
        (users(SEVERAL, sticky_sessions="off"), OFF),
        (users(1, sticky_sessions="on"), SHORT),
        (users(SEVERAL, gateway=STICKY, sticky_sessions="on"), LONG),
        (users(66_667), OFF),
        (users(66_667, sticky_sessions="on"), OFF),
        (users(66_667, gateway=STICKY, sticky_sessions="on"), OFF),
    ],
)
def test_the_cookie_lasts_as_long_as_something_needs_it(features: FeatureSet, sticky: StickySessions) -> None:
    assert decide(features).sticky.choice == sticky


@pytest.mark.parametrize(
    ("features", "edits"),
    [
        (users(SEVERAL, gateway=STICKY, sticky_sessions="off"), ["platform.sticky_sessions: auto"]),
        (users(SEVERAL, gateway=POLLS), ["platform.gateway.sticky: true"]),
        (users(1, gateway=POLLS), ["platform.gateway.sticky: true"]),
        (
            users(SEVERAL, gateway=POLLS, sticky_sessions="off"),
            ["platform.sticky_sessions: auto", "platform.gateway.sticky: true"],
        ),
        (users(SEVERAL, gateway=POLLS._replace(sticky=True)), []),
        (users(1, gateway=STICKY, sticky_sessions="off"), []),
        (users(66_667, gateway=POLLS), []),
    ],
)
def test_turning_off_what_the_gateway_needs_is_an_error_with_the_edit(features: FeatureSet, edits: list[str]) -> None:
    found = [each for each in decide(features).findings if each.rule == "RT426"]

    assert [str(each.edit) for each in found] == edits
    assert {each.severity for each in found} <= {"error"}
