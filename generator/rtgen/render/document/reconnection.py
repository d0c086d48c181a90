"""How clients come back: when, with what, and what a deployment does to them."""

from __future__ import annotations

from fractions import Fraction

from rtgen.domain.vocabulary import Tier, Transport
from rtgen.plan.model import Edge, Json, Plan
from rtgen.record import NamedTuple
from rtgen.render import markdown as md
from rtgen.render.document import words
from rtgen.render.quantities import amount, count, duration

ATTEMPTS = 4
"""Attempts that the table of waits shows."""


class ReconnectionSection(NamedTuple):
    """The numbers of a reconnect."""

    minimum: str
    maximum: str
    first_wait: str
    resumed: str
    """What a provider's SDK brings back; empty without a provider."""
    waits_by: str
    """Who waits: up to the rule."""
    set_by: str
    """Where the numbers of the rule stand."""
    missed: str
    """What becomes of what a client of the user's own server missed."""
    waits: md.Table
    storm: str
    recovery: md.Table | None
    """What is kept of each feature; None where nothing is kept of any."""
    without_history: str
    """Features that keep nothing; empty for none."""
    heartbeat_s: int
    pong_s: int
    dead_after_s: int
    deregistration_s: int
    rendered: bool
    gateway: bool
    """The gateway is rtgen's own, whose codes and recovery are known."""
    single: bool
    keeps_state: bool
    """The single tier keeps history in Redis through a deployment."""
    streams: bool
    """A client may connect by Server-Sent Events, whose token stands in the address."""
    logs: str
    """Where such an address is written down."""


def reconnection_section(plan: Plan) -> ReconnectionSection:
    """The reconnection of a plan."""
    reconnect = plan.decisions.reconnect
    stack = plan.stack
    timeouts = stack.timeouts if stack else None
    own = stack.own if stack else None
    minimum, maximum = reconnect.min_delay_ms, reconnect.max_delay_ms
    kept = [channel for channel in plan.channels if channel.history_size]
    return ReconnectionSection(
        minimum=_seconds(minimum),
        maximum=_seconds(maximum),
        first_wait=" to ".join(_wait(0, minimum, maximum)[1:]),
        resumed=_resumed(plan.client_contract["provider"]),
        waits_by=_OWN_WAITS if own else _SDK_WAITS,
        set_by=_SET_BY_SDK if plan.client_contract.get("sdk") else _SET_BY_HAND,
        missed=_MISSED[own.gateway.resume] if own else "",
        waits=md.Table(
            ("#Attempt", "#Waits at least", "#at most"),
            tuple(_wait(attempt, minimum, maximum) for attempt in range(ATTEMPTS)),
        ),
        storm=(
            f"{count(reconnect.storm_connections)} connections closed at once come back with at most "
            f"{count(reconnect.storm_rate)} a second; the tasks that are there then accept "
            f"{count(reconnect.accept_rate)}"
        ),
        recovery=md.Table(
            ("Feature", "#Messages kept", "#for"),
            tuple((md.name(each.feature), count(each.history_size), duration(each.history_ttl_s)) for each in kept),
        )
        if kept
        else None,
        without_history=words.features([each.feature for each in plan.channels if not each.history_size]),
        heartbeat_s=timeouts.heartbeat_s if timeouts else 0,
        pong_s=timeouts.pong_s if timeouts else 0,
        dead_after_s=timeouts.heartbeat_s + timeouts.pong_s if timeouts else 0,
        deregistration_s=timeouts.deregistration_s if timeouts else 0,
        rendered=stack is not None,
        gateway=bool(plan.channels),
        single=plan.decisions.tier.decision.choice is Tier.SINGLE,
        keeps_state=stack is not None and stack.redis is not None,
        streams=any(
            each.transport.choice is Transport.SSE or "sse" in each.fallbacks for each in plan.decisions.features
        ),
        logs=_logs(plan),
    )


_SDK_WAITS = "A client that lost one waits"
_OWN_WAITS = (
    "How your client comes back is its own; the sizes count on one that waits, by this rule or by another that spreads "
    "a crowd as much,"
)
_SET_BY_SDK = "`client-contract.json` has these options for the SDK."
_SET_BY_HAND = "`client-contract.json` has these numbers; set your client by them."
_MISSED = {
    True: "What they missed meanwhile your server gives them, as far back as each history reaches: the spec says so.",
    False: "What they missed meanwhile is gone, for your server resumes nothing: they load the present state.",
}


def _resumed(provider: Json) -> str:
    if not isinstance(provider, dict):
        return ""
    seconds = provider["resume_s"]
    if not seconds:
        return (
            "What was sent meanwhile is missed: the application loads the present state whenever it is connected again."
        )
    return (
        f"A client that is back within {duration(int(str(seconds)))} gets what was sent meanwhile. After that the SDK "
        "says that it does not (`resumed` is false), and the application loads the present state."
    )


def _seconds(milliseconds: int) -> str:
    return f"{amount(Fraction(milliseconds, 1000))} s"


def _wait(attempt: int, minimum: int, maximum: int) -> tuple[str, ...]:
    # centrifuge-js 5.8.0: min(max, min + random(0, min(max, min × 2^attempt)))
    longest = min(maximum, minimum + min(maximum, minimum * 2**attempt))
    return (str(attempt + 1), _seconds(min(minimum, maximum)), _seconds(longest))


def _logs(plan: Plan) -> str:
    match plan.stack and plan.stack.edge:
        case Edge.DOMAIN:
            return "the load balancer's access logs and the WAF's sampled requests"
        case Edge.CLOUDFRONT:
            return "CloudFront's standard logs, the internal load balancer's access logs and the WAF's sampled requests"
        case _:
            return "the logs of every proxy on the way"
