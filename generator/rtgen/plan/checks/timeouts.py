"""RT801: every hop on the way waits longer than two heartbeats, and what is told to stop has the time to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.limits import LONG_POLL_HOLD, MILLI, PRESENCE_INTERVAL
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Tier, Transport
from rtgen.plan.gateway import PRESENCE_TTL_S
from rtgen.plan.model import Edge, Plan, Timeouts
from rtgen.plan.stack import LEAST_IDLE, TIMEOUTS

RULE = Rule(
    "RT801",
    "The timeouts along the path",
    Severity.ERROR,
    "A hop that waits for less than two heartbeats cuts connections that are alive. What nobody declares is an info.",
)


Pair: TypeAlias = "tuple[str, int, str, int]"
"""Two waits with their names, in seconds: the first must be the shorter one."""


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """The chain of a stack's timeouts; for an own gateway, that its heartbeat is part of it."""
    if plan.stack is not None:
        cloudfront = plan.stack.edge is Edge.CLOUDFRONT
        polled = any(each.transport.choice is Transport.LONG_POLLING for each in plan.decisions.features)
        pairs = [*_path(plan.stack.timeouts, cloudfront=cloudfront, polled=polled), *_client(plan)]
        for shorter, less, longer, more in pairs:
            if less < more:
                continue
            yield Finding(
                RULE.id,
                RULE.severity,
                None,
                "A timeout on the way cuts what is alive, or kills what is closing.",
                "Report this: the stack's timeouts are rtgen's.",
                features.provenance.entry,
                evidence=f"{shorter} is {less} s; {longer} {more} s",
            )
    if features.platform.gateway is not None and plan.decisions.tier.decision.choice is not Tier.MANAGED:
        hop, idle_s = LEAST_IDLE[plan.stack.edge if plan.stack is not None else Edge.CLOUDFRONT]
        yield Finding(
            RULE.id,
            Severity.INFO,
            None,
            f"Your gateway must send something at least every {TIMEOUTS.heartbeat_s} s, and the spec cannot say "
            "that it does.",
            "Set its ping interval to that or less, on every transport.",
            facts.place_of_platform(features, "gateway"),
            evidence=f"{hop} cuts what is silent for {idle_s} s, and one heartbeat may get lost",
        )


def _path(timeouts: Timeouts, *, cloudfront: bool, polled: bool) -> Iterator[Pair]:
    """What the hops wait for."""
    balancer = ("the load balancer's idle timeout", timeouts.idle_s)
    least = balancer
    yield "2 x heartbeat", 2 * timeouts.heartbeat_s, *balancer
    yield "the wait for an answer", timeouts.pong_s, "the heartbeat", timeouts.heartbeat_s
    yield "the gateway's shutdown", timeouts.shutdown_s, "ECS's stop timeout", timeouts.stop_s
    if cloudfront:
        least = ("CloudFront's read timeout", timeouts.origin_read_s)
        yield "2 x heartbeat", 2 * timeouts.heartbeat_s, *least
        yield *least, *balancer
    if polled:
        yield "a held poll", int(LONG_POLL_HOLD.value), *least


def _client(plan: Plan) -> Iterator[Pair]:
    """What the contract tells clients, and how long presence outlives a renewal that was lost."""
    heartbeat = plan.client_contract.get("heartbeat")
    if isinstance(heartbeat, dict):
        sent, dead = heartbeat.get("interval_ms"), heartbeat.get("dead_after_ms")
        if isinstance(sent, int) and isinstance(dead, int):
            yield "the heartbeat", sent // MILLI, "the client's patience", dead // MILLI
    yield "2 x presence renewal", 2 * int(PRESENCE_INTERVAL.value), "the life of presence", PRESENCE_TTL_S
