from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_feature, make_feature_set, make_gateway, make_notifications, make_platform, provenance
from decide.rule_cases import forced, of, rare, rate
from rtgen.decide import decide
from rtgen.decide.decision import Fact
from rtgen.decide.decisions import FeatureDecisions
from rtgen.decide.fallbacks import fallbacks
from rtgen.diagnostics import Location, Severity
from rtgen.domain.features import Feature
from rtgen.domain.platform import ClientAbilities
from rtgen.domain.provenance import GIVEN, DefaultOf
from rtgen.domain.vocabulary import Communication, Kind, RateUnit, Sync, Transport

EDITING = make_feature(communication=Communication.COLLABORATIVE_EDITING, sync=Sync.OT)
PRESENCE = make_feature(communication=Communication.PRESENCE)


def only(feature: Feature) -> FeatureDecisions:
    (decided,) = decide(of(feature)).features
    return decided


@pytest.mark.parametrize(
    ("feature", "transport", "chain"),
    [
        (make_feature(), Transport.WEBSOCKET, ("http_stream", "sse")),
        (make_notifications(), Transport.SSE, ("http_stream", "websocket")),
        (PRESENCE, Transport.WEBSOCKET, ("http_stream", "sse")),
        (EDITING, Transport.WEBSOCKET, ()),
        (rare(60), Transport.LONG_POLLING, ()),
        (rare(61), Transport.SHORT_POLLING, ()),
        (rare(600, request_response=True), Transport.WEBSOCKET, ("http_stream", "sse")),
        (forced(Transport.SSE), Transport.SSE, ("http_stream", "websocket")),
    ],
)
def test_the_first_row_that_matches_wins(feature: Feature, transport: Transport, chain: tuple[str, ...]) -> None:
    decided = only(feature)

    assert (decided.transport.choice, decided.fallbacks) == (transport, chain)


def test_editing_is_decided_before_request_and_response() -> None:
    assert only(EDITING._replace(request_response=True)).transport.rule == "RT302"


def test_presence_has_a_heartbeat_and_editing_a_sync() -> None:
    assert (only(PRESENCE).heartbeat, only(PRESENCE).sync) == (True, None)
    assert (only(EDITING).heartbeat, only(EDITING).sync) == (False, Sync.OT)


@pytest.mark.parametrize(
    ("freshness", "seconds"), [(61, Fraction(61, 2)), (300, Fraction(150)), (86_400, Fraction(43_200))]
)
def test_short_polling_asks_twice_within_the_freshness(freshness: int, seconds: Fraction) -> None:
    assert only(rare(freshness)).poll_interval == seconds


def test_only_short_polling_has_an_interval() -> None:
    assert only(rare(60)).poll_interval is None
    assert only(make_feature()).poll_interval is None


def test_forced_short_polling_without_freshness_is_held_to_that_of_long_polling() -> None:
    assert only(forced(Transport.SHORT_POLLING)).poll_interval == 30


@pytest.mark.parametrize(
    ("feature", "says"),
    [
        (rare(5), "A freshness of 5 s"),
        (rare(60, rate(Fraction(1, 59))), "messages a minute"),
        (forced(Transport.LONG_POLLING), "long-polling is forced on bidirectional"),
    ],
)
def test_polling_for_a_real_time_need_is_t32(feature: Feature, says: str) -> None:
    (finding,) = (each for each in decide(of(feature)).findings if each.rule == "T32")

    assert says in finding.message
    assert finding.feature == feature.id
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "feature",
    [
        rare(6),
        rare(60, rate(Fraction(1, 60))),
        rare(600, rate(Fraction(1, 60), RateUnit.CHANNEL)),
        rare(5, request_response=True),
        rare(5)._replace(forced=forced(Transport.SSE).forced),
    ],
)
def test_what_is_rare_enough_or_not_polled_is_not_t32(feature: Feature) -> None:
    assert "T32" not in {each.rule for each in decide(of(feature)).findings}


def test_the_fix_of_t32_is_server_sent_events() -> None:
    (finding,) = decide(of(rare(5))).findings

    assert "force: sse" in finding.fix


def test_the_fix_of_t32_leaves_a_spec_that_is_valid() -> None:
    stated = rare(5)._replace(provenance=provenance(5, {"freshness": (6, 20)}))
    (finding,) = decide(of(stated)).findings

    assert "`communication: server-to-client` without `freshness`" in finding.fix


def test_polling_that_is_forced_is_resolved_by_an_exact_edit() -> None:
    (finding,) = (each for each in decide(of(forced(Transport.LONG_POLLING))).findings if each.rule == "T32")

    assert str(finding.edit) == "features.chat.transport: auto"
    assert "T32" not in {each.rule for each in decide(of(make_feature())).findings}


def test_a_gateway_that_only_polls_forces_nothing_and_is_t32() -> None:
    features = make_feature_set(make_notifications(), gateway=make_gateway(transports=("long-polling",)))
    (finding,) = (each for each in decide(features).findings if each.rule == "T32")

    assert "your gateway" in finding.message
    assert "`platform.gateway.transports`" in finding.fix
    assert finding.edit is None


def test_a_mismatch_points_at_the_line_that_forces_it() -> None:
    feature = forced(Transport.SSE, provenance=provenance(5, {"transport": (9, 7)}))
    (finding,) = decide(of(feature)).findings

    assert finding.location == Location("spec.yaml", 9, 7)
    assert finding.message.startswith("sse is forced where websocket fits (RT304).")


def test_a_default_is_traced_to_its_kind() -> None:
    origin = provenance(5, {"kind": (6, 11)})._replace(default=DefaultOf("kind chat"))
    facts = only(make_feature(kind=Kind.CHAT, provenance=origin)).transport.facts

    assert facts[:2] == (
        Fact(".communication", "bidirectional", DefaultOf("kind chat")),
        Fact(".kind", "chat", GIVEN),
    )


def test_fallbacks_are_those_of_the_gateway_and_the_client() -> None:
    chat = make_feature()
    streams = make_platform(gateway=make_gateway(transports=("websocket", "http-stream")))
    abilities = make_platform(client=ClientAbilities(reconnects=True, backoff=True, jitter=True, resumes=True))

    assert fallbacks(chat, Transport.WEBSOCKET, streams, None) == ("http_stream",)
    assert fallbacks(chat, Transport.WEBSOCKET, abilities, None) == ()
    assert fallbacks(chat, Transport.WEBSOCKET, make_platform(client="centrifuge-swift"), None) == ()
