"""Somebody hears when something breaks, and finds what to do."""

import json

import pytest

from recording import FOLDER, Recording

README = (FOLDER / "README.md").read_text(encoding="utf-8")
TOPIC = "arn:aws:mock:::monitoring-topic"


def test_every_alarm_tells_when_it_rings_and_when_it_is_over(stack: Recording) -> None:
    alarms = stack.all("cloudwatch/metricAlarm:MetricAlarm")
    assert alarms
    for alarm in alarms:
        assert alarm.at("alarmActions") == [TOPIC]
        assert alarm.at("okActions") == [TOPIC]


def test_every_alarm_has_its_place_in_the_runbook(stack: Recording) -> None:
    runbook = README.partition("\n## Runbook\n")[2]
    for alarm in stack.all("cloudwatch/metricAlarm:MetricAlarm"):
        title = str(alarm.at("alarmDescription")).partition(". What to do")[0]
        assert f"\n### {title}\n" in runbook


def test_alarms_watch_metrics_of_this_environment_alone(stack: Recording) -> None:
    for alarm in stack.all("cloudwatch/metricAlarm:MetricAlarm"):
        dimensions = alarm.at("dimensions")
        assert isinstance(dimensions, dict)
        if not str(alarm.at("namespace")).startswith("AWS/"):
            assert dimensions["Environment"] == stack.environment


@pytest.mark.parametrize("action", ["kms:Decrypt", "kms:GenerateDataKey*"])
def test_cloudwatch_may_use_the_key_of_the_topic(stack: Recording, action: str) -> None:
    policy = json.loads(str(stack.one("monitoring-key", "kms/key:Key").at("policy")))
    actions = [
        each["Action"]
        for each in policy["Statement"]
        if each["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    ]
    assert any(action in each for each in actions)
    topic = stack.one("monitoring-topic", "sns/topic:Topic")
    assert topic.at("kmsMasterKeyId") == "arn:aws:mock:::monitoring-key"


def test_the_dashboard_shows_what_autoscaling_and_alarms_read(stack: Recording) -> None:
    body = json.loads(
        str(stack.one("monitoring-dashboard", "cloudwatch/dashboard:Dashboard").at("dashboardBody"))
    )
    shown = {each["properties"]["metrics"][0][1] for each in body["widgets"]}
    assert "live_connections" in shown
    policy = stack.one("autoscaling-policy", "appautoscaling/policy:Policy")
    scaled_by = policy.at(
        "targetTrackingScalingPolicyConfiguration", "customizedMetricSpecification"
    )
    assert isinstance(scaled_by, dict)
    assert scaled_by["metricName"] in shown
    assert scaled_by["dimensions"] == [{"name": "Environment", "value": stack.environment}]


def test_somebody_gets_the_alarms_by_mail(stack: Recording) -> None:
    mail = stack.one("monitoring-email", "sns/topicSubscription:TopicSubscription")
    assert mail.at("topic") == TOPIC
    assert "@" in str(mail.at("endpoint"))
