"""Somebody is told when users cannot get in."""

from recording import PROJECT, Recording, configuration


def test_every_alarm_reaches_the_topic(stack: Recording) -> None:
    topic = stack.one("monitoring-topic", "sns/topic:Topic")
    alarms = stack.all("cloudwatch/metricAlarm:MetricAlarm")
    assert len(alarms) >= 4
    for each in alarms:
        assert each.at("alarmActions") == [f"arn:aws:mock:::{topic.name}"], each.name


def test_what_the_function_could_not_answer_is_counted(stack: Recording) -> None:
    counted = stack.one("tokens-failed", "cloudwatch/logMetricFilter:LogMetricFilter")
    alarm = stack.one("tokens-failed", "cloudwatch/metricAlarm:MetricAlarm")
    assert counted.at("metricTransformation", "name") == alarm.at("metricName")
    assert counted.at("metricTransformation", "namespace") == alarm.at("namespace")


def test_somebody_gets_the_alarms_by_mail(stack: Recording) -> None:
    subscription = stack.one("monitoring-email", "sns/topicSubscription:TopicSubscription")
    assert subscription.at("protocol") == "email"
    assert subscription.at("endpoint") == configuration(stack.environment)[f"{PROJECT}:alarmEmail"]
