"""What Ably's statistics say reaches CloudWatch, under the names that alarms watch."""

from __future__ import annotations

import socket
import time
from http.client import HTTPConnection
from pathlib import Path

import boto3
import pytest

from metering.check import BY_CONTRACT, PUBLISHED, Check, lines, running, watched
from metering.statistics import record
from tokens import calls

MINUTES = [
    record("minute", "2026-11-30:15:03", connections__all__peak=900, messages__all__all__count=60),
    record("minute", "2026-11-30:15:02", connections__all__peak=41_000, connections__all__opened=6_000),
    record("minute", "2026-11-30:15:01", channels__peak=40_500, messages__all__all__count=540_000),
]
HOURS = [
    record("hour", "2026-11-30:15", messages__all__all__count=700),
    record("hour", "2026-11-30:14", messages__all__all__count=16_700_000),
]


def test_it_publishes_the_largest_value_of_the_last_minutes_and_of_the_hour_that_ended(check: Check) -> None:
    check.ably.records |= {"minute": MINUTES, "hour": HOURS}

    check.run()

    assert check.metrics() == {
        "AblyConnections": 41_000,
        "AblyNewConnections": 100,
        "AblyChannels": 40_500,
        "AblyMessages": 9_000,
        "AblyMessagesAnHour": 16_700_000,
    }


@pytest.mark.parametrize("spec", [PUBLISHED, BY_CONTRACT])
def test_each_metric_that_an_alarm_watches_is_published(spec: str, tmp_path: Path) -> None:
    with running(spec, tmp_path) as check:
        check.run()

        assert check.metrics().keys() == watched(spec)


def test_what_a_month_used_is_published_where_it_is_limited(tmp_path: Path) -> None:
    with running(BY_CONTRACT, tmp_path) as check:
        check.ably.records["month"] = [record("month", "2026-11-01:00", messages__all__all__count=5)]
        check.run()

        assert check.metrics()["AblyMessagesAMonth"] == 5


def test_an_app_that_nobody_uses_has_used_nothing(check: Check) -> None:
    check.run()

    assert set(check.metrics().values()) == {0}


def test_it_asks_once_for_each_unit_and_looks_back_over_two_runs(check: Check) -> None:
    before_ms = time.time() * 1_000
    check.run()

    assert [each.unit for each in check.ably.asked] == ["minute", "hour"]
    assert all(-600_000 <= each.start_ms - before_ms < -540_000 for each in check.ably.asked)


def test_its_log_says_what_is_used_and_no_key(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    check.ably.records["minute"] = MINUTES
    check.run()

    printed = capsys.readouterr().out
    (line,) = lines(printed)
    assert line["faults"] == []
    assert calls.ABLY_KEY not in printed


def test_a_key_that_was_replaced_is_read_at_the_next_run(check: Check) -> None:
    secrets = boto3.client("secretsmanager")
    secrets.put_secret_value(SecretId="statistics", SecretString="app.old:of-yesterday")
    with pytest.raises(check.function.ably.StatisticsError, match="401"):
        check.run()

    secrets.put_secret_value(SecretId="statistics", SecretString=calls.ABLY_KEY)
    check.run()


def test_an_ably_that_says_nothing_is_given_up(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check.function.ably, "TIMEOUT_S", 0.05)
    check.ably.speaks = False

    with pytest.raises(check.function.ably.StatisticsError, match="minute: Ably does not answer: TimeoutError"):
        check.run()

    assert check.metrics() == {}


def test_an_ably_that_is_out_of_reach_is_given_up(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    def closed(_: str, timeout: float) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", port, timeout=timeout)

    monkeypatch.setattr(check.function.ably, "HTTPSConnection", closed)
    with pytest.raises(check.function.ably.StatisticsError, match="ConnectionRefusedError"):
        check.run()
