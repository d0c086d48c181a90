"""Monitoring: 5 connections, message rate and latency are watched, shown; 3 something is; 1 nothing."""

from collections.abc import Iterator, Sequence

from rtgen.decide.decision import Finding
from rtgen.domain.features import FeatureSet
from rtgen.plan.model import Plan
from rtgen.plan.rubric import Dimension, DimensionName
from rtgen.plan.score.claim import Claim, graded, has, resource

_SENT = "rtgen:tests/monitoring/test_captures.py::test_the_collector_sends_what_an_alarm_watches"
_DASHBOARD = "stack:tests/test_monitoring.py::test_the_dashboard_shows_what_autoscaling_and_alarms_read"
MAIL = "stack:tests/test_monitoring.py::test_somebody_gets_the_alarms_by_mail"
_LATENCY = "an alarm on latency: the gateway measures the delay of delivery where Redis stands between servers"

_WATCHED = (
    ("the number of connections is watched", "monitoring-connections", _SENT, "an alarm on connections"),
    ("the rate of messages is watched", "monitoring-messages", _SENT, "an alarm on the rate of messages"),
    ("the delay of delivery is watched", "monitoring-delivery-delay", _SENT, _LATENCY),
    ("reconnects are watched", "monitoring-reconnects", _SENT, "an alarm on reconnects"),
    ("a dashboard shows them beside each other", "monitoring-dashboard", _DASHBOARD, "a dashboard"),
    ("somebody hears the alarms", "monitoring-email", MAIL, "`platform.alarm_email`, or nobody hears the alarms"),
)


def monitoring(features: FeatureSet, plan: Plan, findings: Sequence[Finding]) -> Dimension:
    """Whether the plan watches what tells that messages stop to travel, and somebody is told."""
    gateway = features.platform.gateway
    some = plan.stack is not None or (gateway is not None and gateway.metrics.stated)
    return graded(DimensionName.MONITORING, plan, tuple(_claims(plan)), findings, basic=some)


def _claims(plan: Plan) -> Iterator[Claim]:
    for shows, name, test, otherwise in _WATCHED:
        yield Claim(shows, resource(name), has(plan, resource(name)), test, otherwise)
