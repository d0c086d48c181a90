"""What the collector is told; that it obeys is what the captures show."""

from __future__ import annotations

import tomllib

import pytest

from generated.variants import ONE, VARIANTS
from rtgen.plan.monitoring import Source, alarms
from rtgen.render import render

CONFIG = render(VARIANTS[ONE]).files["gateway/collector.conf"].text


def test_the_collector_reads_only_its_own_task() -> None:
    (scrape,) = tomllib.loads(CONFIG)["inputs"]["prometheus"]
    assert scrape["urls"] == ["http://127.0.0.1:9000/metrics"]


@pytest.mark.parametrize("name", VARIANTS)
def test_the_collector_keeps_every_metric_that_an_alarm_watches(name: str) -> None:
    plan = VARIANTS[name]
    assert plan.stack is not None
    config = tomllib.loads(render(plan).files["gateway/collector.conf"].text)
    (processor,) = config["processors"]["starlark"]
    watched = {alarm.metric for alarm in alarms(plan.stack) if alarm.source is Source.GATEWAY}
    assert {metric for metric in watched if f'"{metric}"' not in processor["source"]} == set()


def test_beside_a_server_of_the_users_own_it_reads_where_that_reports() -> None:
    config = tomllib.loads(render(VARIANTS["own-gateway"]).files["gateway/collector.conf"].text)
    (scrape,) = config["inputs"]["prometheus"]
    assert scrape["urls"] == ["http://127.0.0.1:3001/internal/metrics"]
