"""Reconnection: 5 backoff and state recovery, shown; 3 clients come back; 1 they do not."""

from collections.abc import Iterator, Sequence

from rtgen.decide.decision import Finding
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import ClientAbilities
from rtgen.domain.vocabulary import Communication
from rtgen.plan.model import Edge, Plan
from rtgen.plan.rubric import Dimension, DimensionName
from rtgen.plan.score.claim import Claim, config, contract, found, graded, has, resource
from rtgen.plan.score.kept import kept_for_all, namespaces_of

_COMES_BACK = (
    "rtgen:tests/runtime/test_sdk.py"
    "::test_after_a_restart_the_sdk_comes_back_within_the_contracts_waits_and_misses_nothing"
)
_WAITS = "rtgen:tests/runtime/test_sdk.py::test_while_the_gateway_is_away_every_attempt_comes_within_its_window"
_PINGS = "rtgen:tests/runtime/test_sdk.py::test_a_stream_answers_the_gateways_pings"
_STORM = "rtgen:tests/decide/test_properties.py::test_a_reconnect_storm_stays_below_what_is_accepted"
_RECOVERED = "rtgen:tests/runtime/test_recovery.py::test_the_largest_recovery_reaches_its_clients"
_MEMBERS = "rtgen:tests/runtime/test_permissions.py::test_members_see_each_other_come_and_go"
_IDLE = "stack:tests/test_timeouts.py::test_a_lost_heartbeat_does_not_end_a_connection_at_the_load_balancer"
_READ = "stack:tests/test_timeouts.py::test_a_lost_heartbeat_does_not_end_a_stream_at_cloudfront"
_HELD = "a transport that holds a connection: how polls come back is not tested"
_SDK = "`platform.client: centrifuge-js`, whose reconnects are tested"


def reconnection(features: FeatureSet, plan: Plan, findings: Sequence[Finding]) -> Dimension:
    """Whether clients come back by themselves, spread over time, and to where they were."""
    client = features.platform.client
    comes_back = not isinstance(client, ClientAbilities) or client.reconnects
    claims = (*_waits(plan), *_state(plan), *_alive(plan))
    return graded(DimensionName.RECONNECTION, plan, claims, findings, basic=comes_back)


def _waits(plan: Plan) -> Iterator[Claim]:
    wanted = _SDK if plan.client_contract["connections"] else _HELD
    sdk, most = contract("sdk.version"), contract("connections.*.sdk_options.maxReconnectDelay")
    yield Claim("clients use an SDK that comes back, pinned", sdk, has(plan, sdk), _COMES_BACK, wanted)
    least = contract("connections.*.sdk_options.minReconnectDelay")
    for shows, place in (("it waits before it comes back", least), ("it waits longer each time, at random", most)):
        yield Claim(shows, place, has(plan, place), _WAITS, wanted)
    rate = contract("reconnect.accept_rate")
    yield Claim(
        "all that a lost task or zone disconnects are taken back as fast as they come",
        rate,
        _at_least(found(plan, rate), found(plan, contract("reconnect.storm_rate"))),
        _STORM,
        "tasks that accept connections as fast as they come back",
    )


def _at_least(accepted: Sequence[object], coming: Sequence[object]) -> bool:
    pairs = zip(accepted, coming, strict=True)
    return bool(accepted) and all(isinstance(a, int) and isinstance(b, int) and a >= b for a, b in pairs)


def _state(plan: Plan) -> Iterator[Claim]:
    by = contract("resume.kept_by")
    yield Claim("the SDK keeps the position where it was", by, found(plan, by) == ["sdk"], _COMES_BACK, _SDK)
    yield kept_for_all(
        plan,
        "force_recovery",
        "who comes back gets what was published meanwhile",
        _RECOVERED,
    )
    present = {
        each.feature.id for each in plan.decisions.features if each.feature.communication is Communication.PRESENCE
    }
    if present:
        options = [options for name, options in namespaces_of(plan).items() if name in present]
        yield Claim(
            "who comes back asks who is there",
            config("channel.namespaces.*.presence"),
            bool(options) and all(each.get("presence") for each in options),
            _MEMBERS,
            "presence in the gateway",
        )


def _alive(plan: Plan) -> Iterator[Claim]:
    ping, dead = config("client.ping_interval"), contract("heartbeat.dead_after_ms")
    yield Claim("the gateway notices who is gone", ping, has(plan, ping), _PINGS, "pings of the gateway")
    yield Claim("clients notice that the gateway is gone", dead, has(plan, dead), _PINGS, "a heartbeat in the contract")
    yield from _timeouts(plan)


def _timeouts(plan: Plan) -> Iterator[Claim]:
    stack, shows = plan.stack, "ends no connection that is alive"
    balancer, distribution = resource("edge-load-balancer"), resource("edge-distribution")
    beats = 2 * stack.timeouts.heartbeat_s if stack else 0
    wanted = "timeouts above two heartbeats along the path"
    kept = stack is not None and beats < stack.timeouts.idle_s
    yield Claim(f"the load balancer {shows}", balancer, kept and has(plan, balancer), _IDLE, wanted)
    if stack is not None and stack.edge is Edge.CLOUDFRONT:
        kept = beats < stack.timeouts.origin_read_s
        yield Claim(f"CloudFront {shows}", distribution, kept and has(plan, distribution), _READ, wanted)
