"""RT801: every hop on the way waits longer than two heartbeats, and what is told to stop has the time to."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.limits import LONG_POLL_HOLD
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Tier, Transport
from rtgen.plan.model import Edge, Plan, Timeouts
from rtgen.plan.stack import TIMEOUTS

RULE = Rule(
    "RT801",
    "The timeouts along the path",
    Severity.ERROR,
    "A hop that waits for less than two heartbeats cuts connections that are alive. What nobody declares is an info.",
)


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """The chain of a stack's timeouts; for an own gateway, that its heartbeat is part of it."""
    if plan.stack is not None:
        cloudfront = plan.stack.edge is Edge.CLOUDFRONT
        polled = any(each.transport.choice is Transport.LONG_POLLING for each in plan.decisions.features)
        for broken in _broken(plan.stack.timeouts, cloudfront=cloudfront, polled=polled):
            yield Finding(
                RULE.id,
                RULE.severity,
                None,
                "A timeout on the way cuts what is alive, or kills what is closing.",
                "Report this: the stack's timeouts are rtgen's.",
                features.provenance.entry,
                evidence=broken,
            )
    if features.platform.gateway is not None and plan.decisions.tier.decision.choice is not Tier.MANAGED:
        least = min(TIMEOUTS.idle_s, TIMEOUTS.origin_read_s)
        yield Finding(
            RULE.id,
            Severity.INFO,
            None,
            f"The gateway must send something at least every {least // 2 - 1} s, and the spec cannot say that it does.",
            "Set its ping interval below that, on every transport.",
            facts.place_of_platform(features, "gateway"),
            evidence=f"load balancer {TIMEOUTS.idle_s} s, CloudFront {TIMEOUTS.origin_read_s} s without a byte",
        )


def _broken(timeouts: Timeouts, *, cloudfront: bool, polled: bool) -> Iterator[str]:
    """Each pair of which the first must be less than the second, and is not."""
    pairs = [
        ("2 x heartbeat", 2 * timeouts.heartbeat_s, "the load balancer's idle timeout", timeouts.idle_s),
        ("the wait for an answer", timeouts.pong_s, "the heartbeat", timeouts.heartbeat_s),
        ("the gateway's shutdown", timeouts.shutdown_s, "ECS's stop timeout", timeouts.stop_s),
    ]
    if cloudfront:
        read = ("CloudFront's read timeout", timeouts.origin_read_s)
        pairs += [
            ("2 x heartbeat", 2 * timeouts.heartbeat_s, *read),
            (*read, "the load balancer's idle timeout", timeouts.idle_s),
        ]
    if polled:
        least = min(timeouts.idle_s, timeouts.origin_read_s) if cloudfront else timeouts.idle_s
        pairs.append(("a held poll", int(LONG_POLL_HOLD.value), "the shortest idle timeout", least))
    for shorter, less, longer, more in pairs:
        if less >= more:
            yield f"{shorter} is {less} s; {longer} {more} s"
