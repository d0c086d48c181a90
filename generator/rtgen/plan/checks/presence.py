"""RT803: presence in channels that are too large, or that come back too fast."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import facts
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.decisions import Decisions, FeatureDecisions
from rtgen.decide.limits import BURST_DELIVERIES_A_VCPU, CPU_UNITS
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Kind
from rtgen.plan.channels import JOIN_LEAVE_MEMBERS
from rtgen.plan.model import Plan
from rtgen.plan.stack import TIMEOUTS

RULE = Rule(
    "RT803",
    "Joins and leaves of a crowd",
    Severity.WARNING,
    "When everybody of a channel comes back, each join is told to each member: N members are N x N messages.",
)


def check(_features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Presence whose joins are not told because of its size, and storms of joins that the tasks choke on."""
    options = {channel.feature: channel.options for channel in plan.channels}
    telling = []
    for each in plan.decisions.features:
        own = options.get(each.feature.id, {})
        if own.get("join_leave"):
            telling.append(each)
        elif own.get("presence") and each.feature.kind is not Kind.TYPING:
            yield _silent(each.feature)
    if telling:
        yield from _storm(telling, plan.decisions)


def _silent(feature: Feature) -> Finding:
    most = feature.channel.max_members
    return Finding(
        RULE.id,
        RULE.severity,
        feature.id,
        "Nobody is told who comes and goes in channels of this size: clients have to ask for the members.",
        f"Keep channels to {JOIN_LEAVE_MEMBERS} members, or let clients ask for presence when they show it.",
        facts.place(feature, "channel.max_members"),
        evidence=f"a channel of {most:,} that comes back at once is {most * most:,} messages",
        edit=Edit(f"features.{feature.id}.channel.max_members", str(JOIN_LEAVE_MEMBERS))
        if feature.channel.members <= JOIN_LEAVE_MEMBERS
        else None,
    )


def _storm(telling: list[FeatureDecisions], decisions: Decisions) -> Iterator[Finding]:
    """How long the joins of the planned storm keep the tasks of the largest environment from their pings."""
    size = max((each.size for each in decisions.environments), key=lambda each: each.tasks_min * each.cpu)
    able = BURST_DELIVERIES_A_VCPU.value * size.cpu * size.tasks_min / CPU_UNITS
    spread = Fraction(decisions.reconnect.storm_connections, max(decisions.reconnect.storm_rate, 1))
    pushed = [(each.channels * min(each.feature.channel.members, each.feature.users) ** 2, each) for each in telling]
    joins = sum(number for number, _ in pushed)
    late = joins / able - spread
    if late > TIMEOUTS.pong_s:
        feature = max(pushed, key=lambda each: each[0])[1].feature
        yield Finding(
            RULE.id,
            RULE.severity,
            feature.id,
            "When everybody comes back, telling the joins keeps the tasks so busy that pings are missed.",
            "Make channels smaller, or give fewer of them presence.",
            facts.place(feature, "channel.members"),
            evidence=f"{joins:,} joins, {int(joins / able):,} s at {int(able):,} a second; "
            f"a ping is missed after {TIMEOUTS.pong_s} s",
        )
