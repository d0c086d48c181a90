"""Somebody hears that a limit of Ably's is near, and that nobody knows whether one is."""

import json

from components.usage_function import FOLDER, package
from recording import FOLDER as STACK
from recording import PROJECT, Recording, Registered, configuration

LIMITS = {
    "usage-connections": "connectionsLimit",
    "usage-channels": "channelsLimit",
    "usage-messages": "messagesLimit",
    "usage-messages-a-month": "messagesAMonthLimit",
}
"""By alarm: the limit in Pulumi.<environment>.yaml."""


def alarm(stack: Recording, name: str) -> Registered:
    return stack.one(name, "cloudwatch/metricAlarm:MetricAlarm")


def published() -> set[object]:
    rows = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))
    return {row["metric"] for row in rows}


def statements(stack: Recording, name: str) -> list[dict[str, object]]:
    text = stack.one(name, "iam/rolePolicy:RolePolicy").at("policy")
    found: list[dict[str, object]] = json.loads(str(text))["Statement"]
    return found


def test_each_limit_rings_at_four_fifths(stack: Recording) -> None:
    config = configuration(stack.environment)
    for name, setting in LIMITS.items():
        found = alarm(stack, name)
        assert found.number("threshold") == int(config[f"{PROJECT}:{setting}"]) * 80 // 100
        assert found.at("statistic") == "Maximum"


def test_alarms_watch_what_the_function_publishes(stack: Recording) -> None:
    function = stack.one("usage-function", "lambda/function:Function")
    for name in (*LIMITS, "usage-missing"):
        found = alarm(stack, name)
        assert found.at("metricName") in published()
        assert found.at("namespace") == function.at("environment", "variables", "METRICS_NAMESPACE")


def test_a_check_that_fails_or_stays_away_rings(stack: Recording) -> None:
    errors, missing = alarm(stack, "usage-errors"), alarm(stack, "usage-missing")
    assert errors.at("dimensions") == {"FunctionName": "usage-function"}
    assert missing.at("statistic") == "SampleCount"
    assert missing.at("treatMissingData") == "breaching"


def test_every_alarm_has_its_line_in_the_runbook(stack: Recording) -> None:
    runbook = (STACK / "README.md").read_text(encoding="utf-8").partition("## Runbook")[2]
    for each in stack.all("cloudwatch/metricAlarm:MetricAlarm"):
        assert f"| `{each.name}` |" in runbook


def test_the_key_reads_statistics_and_does_nothing_else(stack: Recording) -> None:
    key = stack.one("provider-statistics", "apiKey:ApiKey")
    assert key.at("capabilities") == {"*": ["stats"]}


def test_the_function_may_do_its_work_and_nothing_else(stack: Recording) -> None:
    assert statements(stack, "usage-policy") == [
        {
            "Effect": "Allow",
            "Action": ["secretsmanager:GetSecretValue"],
            "Resource": "arn:aws:mock:::keys-statistics",
        },
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": "arn:aws:mock:::usage-log:*",
        },
        {
            "Effect": "Allow",
            "Action": ["cloudwatch:PutMetricData"],
            "Resource": "*",
            "Condition": {
                "StringEquals": {"cloudwatch:namespace": f"{PROJECT}/{stack.environment}"}
            },
        },
    ]


def test_the_schedule_calls_the_function_and_may_do_nothing_else(stack: Recording) -> None:
    schedule = stack.one("usage-schedule", "scheduler/schedule:Schedule")
    assert schedule.at("scheduleExpression") == "rate(5 minutes)"
    assert schedule.at("target", "arn") == "arn:aws:mock:::usage-function"
    (allowed,) = statements(stack, "usage-schedule")
    assert allowed["Action"] == ["lambda:InvokeFunction"]
    assert allowed["Resource"] == "arn:aws:mock:::usage-function"


def test_its_log_is_kept_as_long_as_the_environment_says(stack: Recording) -> None:
    log = stack.one("usage-log", "cloudwatch/logGroup:LogGroup")
    kept = configuration(stack.environment)[f"{PROJECT}:logRetentionDays"]
    assert log.number("retentionInDays") == int(kept)


def test_the_archive_has_the_function_and_its_figures() -> None:
    assert {"usage/handler.py", "usage/figures.json"} <= set(package().assets)
