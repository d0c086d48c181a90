"""What rtgen's own plans never contain, and what only large ones do: plans changed by hand, so that a check sees it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from builders import make_audience, make_feature, make_feature_set, make_notifications, topic
from planning import plan
from rtgen.decide import decide
from rtgen.decide.decision import Finding
from rtgen.domain.features import Channel, FeatureSet, Publish
from rtgen.domain.vocabulary import Communication, Publisher, RateUnit, Scope
from rtgen.plan.checks import backpressure, message_size, own_tokens, presence, subnets, timeouts
from rtgen.plan.model import JsonObject, Plan, Timeouts
from rtgen.plan.stack import TIMEOUTS

NETWORK = Path(__file__).parents[2] / "blueprints" / "stack" / "components" / "network.py.j2"
ALERTS = make_feature_set(make_notifications())


def planned(features: FeatureSet) -> Plan:
    return plan(features, decide(features))


def configured(section: str, **changes: object) -> Plan:
    """A plan with keys of the gateway's configuration changed."""
    whole = planned(ALERTS)
    config: JsonObject = whole.gateway_config
    return whole._replace(gateway_config={**config, section: {**config[section], **changes}})


@pytest.mark.parametrize(
    ("section", "changes"),
    [
        ("client", {"queue_max_size": 0}),
        ("client", {"queue_max_size": None}),
        ("websocket", {"write_timeout": "5s"}),
        ("websocket", {"write_timeout": "1m"}),
    ],
)
def test_a_queue_without_a_bound_is_no_backpressure(section: str, changes: dict[str, object]) -> None:
    (finding,) = backpressure.check(ALERTS, configured(section, **changes))

    assert next(iter(changes)) in finding.evidence


@pytest.mark.parametrize(("a_second", "expected"), [(100, []), (110, ["T34"])])
def test_more_than_one_reader_takes_is_no_backpressure(a_second: int, expected: list[str]) -> None:
    """1,024 bytes and 150 around them, 100 times a second, are 940 kbit/s."""
    publish = Publish(Fraction(a_second), RateUnit.CHANNEL, 1_024, Publisher.SERVER)
    spec = make_feature_set(make_notifications("prices", channel=topic(1_000), publish=publish))

    assert [each.rule for each in backpressure.check(spec, planned(spec))] == expected


def test_a_deployment_asks_for_the_most_tokens_even_where_a_lost_zone_sets_the_waits() -> None:
    """27 tasks in two zones: 14 of them are lost at once, and the other 13 accept less for each that comes back."""
    publish = Publish(Fraction(11), RateUnit.CHANNEL, 256, Publisher.SERVER)
    spec = make_feature_set(make_notifications("prices", users=60_000, channel=topic(1_000), publish=publish))
    whole = planned(spec)
    (finding,) = own_tokens.check(spec, whole)

    assert whole.decisions.reconnect.storm_connections < 60_000
    assert finding.message == "After a deployment the backend is asked for up to 100,000 tokens a second."
    assert finding.evidence == "tokens live 120 s, 60,000 connections return"


@pytest.mark.parametrize(
    ("changed", "evidence"),
    [
        (TIMEOUTS._replace(heartbeat_s=60), "2 x heartbeat is 120 s; the load balancer's idle timeout 120 s"),
        (TIMEOUTS._replace(heartbeat_s=30), "2 x heartbeat is 60 s; CloudFront's read timeout 60 s"),
        (TIMEOUTS._replace(pong_s=25), "the wait for an answer is 25 s; the heartbeat 25 s"),
        (TIMEOUTS._replace(shutdown_s=120), "the gateway's shutdown is 120 s; ECS's stop timeout 120 s"),
        (TIMEOUTS._replace(idle_s=60), "CloudFront's read timeout is 60 s; the load balancer's idle timeout 60 s"),
    ],
)
def test_each_hop_waits_for_what_comes_before_it(changed: Timeouts, evidence: str) -> None:
    whole = planned(ALERTS)
    assert whole.stack is not None

    findings = timeouts.check(ALERTS, whole._replace(stack=whole.stack._replace(timeouts=changed)))

    assert evidence in [each.evidence for each in findings]


def test_a_client_that_gives_up_before_the_next_heartbeat_is_found() -> None:
    whole = planned(ALERTS)
    contract: JsonObject = {**whole.client_contract, "heartbeat": {"interval_ms": 25_000, "dead_after_ms": 20_000}}

    (finding,) = timeouts.check(ALERTS, whole._replace(client_contract=contract))

    assert finding.evidence == "the heartbeat is 25 s; the client's patience 20 s"


@pytest.mark.parametrize(
    ("section", "changes"), [("websocket", {"message_size_limit": 1_000}), ("client", {"queue_max_size": 1_000})]
)
def test_a_message_above_a_limit_of_the_gateway_is_an_error(section: str, changes: dict[str, object]) -> None:
    (finding,) = message_size.check(ALERTS, configured(section, **changes))

    assert finding.severity == "error"
    assert next(iter(changes)) in finding.evidence


def crowd(rooms: int) -> Iterator[Finding]:
    """Rooms of 200 who all see each other come back."""
    users = 200 * rooms
    lobby = make_feature(
        "lobby",
        users=users,
        communication=Communication.PRESENCE,
        channel=Channel(Scope.ROOM, 200, 200, 1),
        publish=Publish(Fraction(1, 3_600), RateUnit.USER, 64, Publisher.SERVER),
        history=None,
    )
    spec = make_feature_set(lobby, audiences=[make_audience(peak_users=users)])
    return presence.check(spec, planned(spec))


def test_joins_that_keep_the_tasks_from_their_pings_are_found() -> None:
    assert [each.rule for each in crowd(1)] == []
    assert [each.rule for each in crowd(30)] == ["RT803"]


def test_the_network_that_is_rendered_has_the_subnets_that_are_checked() -> None:
    assert f".0/{subnets.PRIVATE_PREFIX}" in NETWORK.read_text(encoding="utf-8")
