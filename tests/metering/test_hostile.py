"""An answer that is none makes the function fail, which has an alarm; what is not known is never published as 0."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from metering.check import PUBLISHED, Check, lines, running
from metering.statistics import record
from tokens import calls

LONG = "[" + " " * (1 << 20) + "]"
DEEP = "[" * 50_000
OTHER_ANSWERS = {
    "401": (401, '{"error": {"code": 40160}}'),
    "404": (404, ""),
    "429": (429, "{}"),
    "500": (500, "<html>"),
    "a redirect": (302, ""),
    "no JSON": (200, "<html>"),
    "half of it": (200, '[{"unit": "minute", "entries": {"channels.peak": 1'),
    "nothing": (200, ""),
    "no list": (200, '{"unit": "minute"}'),
    "no record": (200, "[7]"),
    "a record of another time": (200, json.dumps([record("hour", "2026-11-30:15")])),
    "the old protocol": (200, '[{"unit": "minute", "channels": {"peak": 1}}]'),
    "entries that are none": (200, '[{"unit": "minute", "entries": []}]'),
    "a text for a number": (200, json.dumps([record("minute", "t", channels__peak="9")])),
    "true for a number": (200, json.dumps([record("minute", "t", channels__peak=True)])),
    "below zero": (200, json.dumps([record("minute", "t", channels__peak=-1)])),
    "no number at all": (200, '[{"unit": "minute", "entries": {"channels.peak": NaN}}]'),
    "a number without end": (200, '[{"unit": "minute", "entries": {"channels.peak": 1e999}}]'),
    "a number of many digits": (200, f'[{{"unit": "minute", "entries": {{"channels.peak": {"9" * 4_000}}}}}]'),
    "a number of too many": (200, f'[{{"unit": "minute", "entries": {{"channels.peak": {"9" * 5_000}}}}}]'),
    "too much": (200, LONG),
    "too deep": (200, DEEP),
}


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Check]:
    """One for all: what it publishes is the same each time."""
    with running(PUBLISHED, tmp_path_factory.mktemp("check")) as made:
        yield made


@pytest.mark.parametrize("answer", OTHER_ANSWERS.values(), ids=OTHER_ANSWERS.keys())
def test_it_fails_and_publishes_what_else_it_knows(
    check: Check, answer: tuple[int, str], capsys: pytest.CaptureFixture[str]
) -> None:
    check.ably.said["minute"] = answer
    check.ably.records["hour"] = [record("hour", "2026-11-30:15", messages__all__all__count=7)]

    with pytest.raises(check.function.ably.StatisticsError, match=r"^minute: \S"):
        check.run()

    assert check.metrics() == {"AblyMessagesAnHour": 7}
    printed = capsys.readouterr().out
    (line,) = lines(printed)
    assert line["faults"]
    assert calls.ABLY_KEY not in printed
