"""What an earlier plan decided stays while its facts do; what a spec touches is decided anew."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_audience, make_feature, make_feature_set, make_notifications
from decide.rule_cases import MULTI, OPEN, SINGLE, busy, users
from rtgen.decide import decide
from rtgen.decide.decisions import Decisions
from rtgen.decide.lock import RULE_SET_VERSION, Recorded, RecordedDecisions
from rtgen.domain.features import FeatureSet, ForcedTransport
from rtgen.domain.vocabulary import Availability, Managed, RedisMode, Tier, Transport

OLDER = 0


def recorded(spec: FeatureSet, **choices: str) -> RecordedDecisions:
    """What a plan of this spec records, by older rules and with other choices."""
    now = decide(spec).recorded
    return {
        name: Recorded(choices.get(name, each.choice), each.facts, OLDER if name in choices else each.version)
        for name, each in now.items()
    }


def said(decisions: Decisions) -> list[str]:
    return [finding.message for finding in decisions.findings if finding.rule == "RT410"]


def test_newer_rules_change_nothing_on_the_same_facts_and_say_what_they_would() -> None:
    spec = make_feature_set(make_notifications())
    name = "features.alerts.transport"

    decisions = decide(spec, recorded(spec, **{name: "websocket"}))

    transport = decisions.features[0].transport
    assert (transport.choice, transport.rule) == (Transport.WEBSOCKET, "RT410")
    assert transport.rejected[0].alternative == "sse"
    assert sorted(each.alternative for each in transport.rejected) == ["long-polling", "short-polling", "sse"]
    (message,) = said(decisions)
    assert message.startswith("The transport stays websocket. Kept as rule set 0 decided it; ")
    assert "rule set 1 would take sse (RT305): Only the server sends" in message
    assert decisions.recorded[name] == Recorded("websocket", "server-to-client", OLDER)


def test_what_was_kept_is_kept_again() -> None:
    spec = make_feature_set(make_notifications())
    first = decide(spec, recorded(spec, **{"features.alerts.transport": "websocket"}))

    assert decide(spec, first.recorded) == first


@pytest.mark.parametrize(
    ("spec", "name", "choice"),
    [
        pytest.param(users(20_000), "tier", "managed", id="tier"),
        pytest.param(make_feature_set(make_feature()), "redis", "single-node", id="redis"),
        pytest.param(busy(401, tier=MULTI), "redis", "replicated", id="redis of several servers"),
        pytest.param(users(20_000), "sticky_sessions", "off", id="sticky sessions"),
    ],
)
def test_each_shared_decision_is_kept(spec: FeatureSet, name: str, choice: str) -> None:
    decisions = decide(spec, recorded(spec, **{name: choice}))

    made = {
        "tier": decisions.tier.decision,
        "redis": decisions.redis.decision,
        "sticky_sessions": decisions.sticky,
    }
    assert [key for key, each in made.items() if each.rule == "RT410"] == [name]
    assert decisions.recorded[name].choice == choice
    assert len(said(decisions)) == 1


def test_a_changed_fact_decides_anew_and_leaves_the_others() -> None:
    spec = make_feature_set(make_notifications(), make_notifications("news"))
    before = recorded(spec, **{"features.alerts.transport": "websocket", "features.news.transport": "websocket"})
    changed = make_feature_set(make_notifications(), make_notifications("news", request_response=True))

    alerts, news = decide(changed, before).features

    assert (alerts.transport.rule, alerts.transport.choice) == ("RT410", Transport.WEBSOCKET)
    assert (news.transport.rule, news.transport.choice) == ("RT304", Transport.WEBSOCKET)


def test_a_renamed_feature_keeps_its_decision() -> None:
    spec = make_feature_set(make_notifications())
    before = recorded(spec, **{"features.alerts.transport": "websocket"})

    (feature,) = decide(make_feature_set(make_notifications("bells", renamed_from="alerts")), before).features

    assert feature.transport.choice is Transport.WEBSOCKET


@pytest.mark.parametrize("choice", ["carrier-pigeon", "", "single-node"])
def test_a_choice_that_is_not_one_is_decided_anew(choice: str) -> None:
    spec = make_feature_set(make_feature())
    before = recorded(spec, **{"tier": choice, "features.chat.transport": choice})

    assert decide(spec, before) == decide(spec)


def test_a_mode_that_the_tier_cannot_run_with_is_decided_anew() -> None:
    spec = users(20_000)

    assert decide(spec, recorded(spec, redis="none")).redis.decision.choice is RedisMode.REPLICATED


def test_the_rules_that_recorded_a_choice_are_not_held_against_it() -> None:
    """plan.json is no place to force something: the same rules decide what they decide."""
    spec = make_feature_set(make_notifications())
    name = "features.alerts.transport"
    edited = {name: Recorded("websocket", "server-to-client", RULE_SET_VERSION)}

    assert decide(spec, edited).features[0].transport.choice is Transport.SSE


def test_a_force_is_stronger_than_the_record() -> None:
    forced = ForcedTransport(Transport.WEBSOCKET, "an old app")
    before = recorded(make_feature_set(make_notifications()))

    (feature,) = decide(make_feature_set(make_notifications(forced=forced)), before).features

    assert feature.transport.choice is Transport.WEBSOCKET


def planned(connections: int, **platform: object) -> FeatureSet:
    """A chat for which exactly this many connections are planned."""
    growth = Fraction(connections, 1_500)
    return make_feature_set(make_feature(), audiences=[make_audience(growth=growth)], **platform)


@pytest.mark.parametrize(
    ("before", "connections", "tier"),
    [
        pytest.param("single", 10_001, Tier.SINGLE, id="just above"),
        pytest.param("single", 11_000, Tier.SINGLE, id="a tenth above"),
        pytest.param("single", 11_001, Tier.MULTI, id="more than a tenth above"),
        pytest.param("multi", 9_999, Tier.MULTI, id="just below"),
        pytest.param("multi", 9_000, Tier.MULTI, id="a tenth below"),
        pytest.param("multi", 8_999, Tier.SINGLE, id="more than a tenth below"),
        pytest.param("multi", 105_000, Tier.MULTI, id="the next threshold"),
        pytest.param("managed", 95_000, Tier.MANAGED, id="the next threshold, from above"),
        pytest.param("managed", 10_500, Tier.MULTI, id="a tier that does not meet this threshold"),
    ],
)
def test_within_a_tenth_of_a_threshold_the_recorded_tier_stays(before: str, connections: int, tier: Tier) -> None:
    record = {"tier": Recorded(before, f"{OPEN}; connections 1", RULE_SET_VERSION)}

    decisions = decide(planned(connections), record)

    assert decisions.tier.decision.choice is tier
    assert decide(planned(connections), decisions.recorded) == decisions


@pytest.mark.parametrize(
    "platform",
    [{"availability": Availability.HIGH}, {"managed": Managed.REQUIRE}, {"tier": MULTI}],
    ids=["availability", "managed", "force"],
)
def test_the_band_is_for_the_load_alone(platform: dict[str, object]) -> None:
    record = {"tier": Recorded("single", f"{OPEN}; connections 9000", RULE_SET_VERSION)}

    assert decide(planned(10_001, **platform), record).tier.decision.choice is not Tier.SINGLE


def test_a_tier_that_is_no_longer_forced_is_decided_by_the_table() -> None:
    record = decide(planned(10_001, tier=SINGLE)).recorded

    assert decide(planned(10_001), record).tier.decision.choice is Tier.MULTI
