from __future__ import annotations

import json
from pathlib import Path

import pytest

from generated.variants import MANY, VARIANTS
from rtgen.plan.monitoring import METRIC_DIMENSIONS, Alarm, Source, alarms
from rtgen.render import render

CAPTURES = Path(__file__).parent / "captures"
ALARMS = {
    (alarm.key, alarm.labels): alarm
    for plan in VARIANTS.values()
    if plan.stack and not plan.stack.own
    for alarm in alarms(plan.stack)
}.values()
"""Of stacks with rtgen's own gateway, which was captured."""
OWN = [alarm for alarm in ALARMS if alarm.source is Source.GATEWAY]
AWS = {
    Source.TARGETS: {"HealthyHostCount", "UnHealthyHostCount", "HTTPCode_Target_5XX_Count"},
    Source.BALANCER: {"HTTPCode_ELB_5XX_Count"},
    Source.SERVICE: {"CPUUtilization", "MemoryUtilization"},
    Source.FIREWALL: {"BlockedRequests"},
    Source.NODES: {"EngineCPUUtilization", "DatabaseMemoryUsagePercentage", "Evictions", "ReplicationLag"},
}
"""Metrics that AWS documents for each thing."""


def captured() -> set[tuple[str, frozenset[tuple[str, str]]]]:
    """Every metric that the collector sent, with its dimensions."""
    metrics = json.loads((CAPTURES / "cloudwatch.json").read_text(encoding="utf-8"))
    return {(each["name"], frozenset(each["dimensions"].items())) for each in metrics}


@pytest.mark.parametrize("alarm", OWN, ids=lambda alarm: alarm.key)
def test_the_collector_sends_what_an_alarm_watches(alarm: Alarm) -> None:
    dimensions = frozenset({*((name, "prod") for name in METRIC_DIMENSIONS), *alarm.labels})
    assert (alarm.metric, dimensions) in captured()


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.key)
def test_any_other_metric_is_one_of_aws(alarm: Alarm) -> None:
    assert alarm.source is Source.GATEWAY or alarm.metric in AWS[alarm.source]


def test_every_metric_of_the_dashboard_is_sent() -> None:
    text = render(VARIANTS[MANY]).files["components/dashboard.py"].text
    shown = {word for word in text.split('"') if word.startswith("centrifugo_")}
    assert shown
    assert shown <= {name for name, _ in captured()}
