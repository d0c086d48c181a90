"""RT802: what a deployment makes clients miss is more than they get back."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide import edits, facts
from rtgen.decide.alike import once
from rtgen.decide.decision import Edit, Finding
from rtgen.decide.limits import MILLI, RECOVERY_MESSAGES
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.plan.model import Plan
from rtgen.plan.transports import connections

RULE = Rule(
    "RT802",
    "A deployment is longer than the history",
    Severity.WARNING,
    "ECS stops a task only after the load balancer has cut its connections: nobody is moved gently, all come back.",
)


def check(_features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """Features whose history does not reach over the longest first wait of a client that was cut."""
    reconnect = plan.decisions.reconnect
    away = Fraction(2 * reconnect.min_delay_ms, MILLI)
    away_s = math.ceil(away)
    kept = {channel.feature: channel for channel in plan.channels if channel.history_size}
    missed_by = once(lambda each: math.ceil(each.publications / each.channels * away))
    for connection in connections(plan.decisions):
        for each in connection.features:
            channel = kept.get(each.feature.id)
            missed = missed_by(each)
            if channel is None or (missed <= channel.history_size and away_s <= channel.history_ttl_s):
                continue
            feature = each.feature
            yield Finding(
                RULE.id,
                RULE.severity,
                feature.id,
                "Who comes back after a deployment has missed more than a recovery brings, and loads everything anew.",
                "Keep history for longer than the wait."
                if missed <= RECOVERY_MESSAGES.value
                else "Publish less often, such as several changes in one message, or to smaller channels.",
                facts.place(feature, "history" if missed <= RECOVERY_MESSAGES.value else "publish.rate"),
                evidence=f"{reconnect.storm_connections:,} connections are cut at once and wait up to "
                f"{facts.seconds(away)}: {missed:,} messages of a channel; kept are {channel.history_size:,} "
                f"for {channel.history_ttl_s:,} s",
                edit=Edit(f"features.{feature.id}.history", f"{away_s}s")
                if missed <= RECOVERY_MESSAGES.value
                else edits.slower(feature, RECOVERY_MESSAGES.value / missed),
            )
