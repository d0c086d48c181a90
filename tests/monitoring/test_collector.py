"""What the collector is told; that it obeys is what the captures show."""

from __future__ import annotations

import tomllib

from generated.variants import ONE, VARIANTS
from rtgen.plan.monitoring import Source, alarms
from rtgen.render import render

CONFIG = render(VARIANTS[ONE]).files["gateway/collector.conf"].text


def test_the_collector_reads_only_its_own_task() -> None:
    (scrape,) = tomllib.loads(CONFIG)["inputs"]["prometheus"]
    assert scrape["urls"] == ["http://127.0.0.1:9000/metrics"]


def test_the_collector_keeps_every_metric_that_an_alarm_watches() -> None:
    (processor,) = tomllib.loads(CONFIG)["processors"]["starlark"]
    watched = {
        alarm.metric
        for plan in VARIANTS.values()
        if plan.stack
        for alarm in alarms(plan.stack)
        if alarm.source is Source.GATEWAY
    }
    assert {metric for metric in watched if f'"{metric}"' not in processor["source"]} == set()
