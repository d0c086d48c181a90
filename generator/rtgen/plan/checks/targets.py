"""RT825: a deployment has more tasks than a load balancer takes by default."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import facts
from rtgen.decide.decision import Finding
from rtgen.decide.limits import DEPLOYMENT_FACTOR, LOAD_BALANCER_TARGETS
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.plan.model import Plan

RULE = Rule(
    "RT825",
    "More tasks than a load balancer takes",
    Severity.WARNING,
    "A load balancer has a quota of targets, for old and new tasks of a deployment alike; the rest gets no clients.",
)


def check(features: FeatureSet, plan: Plan) -> Iterator[Finding]:
    """The most tasks of each environment, doubled, against the quota that an account begins with."""
    if plan.stack is None:
        return
    largest = max(features.audiences.values(), key=lambda each: each.peak_users)
    quota = int(LOAD_BALANCER_TARGETS.value)
    for each in plan.decisions.environments:
        most = each.size.tasks_max * int(DEPLOYMENT_FACTOR.value)
        if most > quota:
            yield Finding(
                RULE.id,
                RULE.severity,
                None,
                f"A deployment of {each.environment} has more tasks than its load balancer takes by default.",
                "Have the quota raised (Service Quotas, Application Load Balancer: targets), or divide the stack.",
                facts.place_of(largest.provenance, "peak_users"),
                evidence=f"{most:,} tasks while a deployment runs, {quota:,} targets",
            )
