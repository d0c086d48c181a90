"""What the backend queues is kept until it is published, and missed when it is not."""

import json

from components.publisher_function import package
from recording import PROJECT, Recording, configuration

QUEUES = ("publisher-dead", "publisher-queue")
DAY_S = 86_400


def statements(stack: Recording, name: str, kind: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(str(stack.one(name, kind).at("policy")))[
        "Statement"
    ]
    return found


def test_both_queues_are_encrypted_where_they_lie_and_on_the_way(stack: Recording) -> None:
    for name in QUEUES:
        assert stack.one(name, "sqs/queue:Queue").at("sqsManagedSseEnabled") is True
        (refused,) = statements(stack, name, "sqs/queuePolicy:QueuePolicy")
        assert refused["Effect"] == "Deny"
        assert refused["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_both_queues_are_protected_where_the_environment_says_so(stack: Recording) -> None:
    protected = configuration(stack.environment)[f"{PROJECT}:protect"] == "true"
    assert all(stack.one(name, "sqs/queue:Queue").protect is protected for name in QUEUES)


def test_a_message_is_hidden_for_six_times_what_the_function_may_take(stack: Recording) -> None:
    function = stack.one("publisher-function", "lambda/function:Function")
    queue = stack.one("publisher-queue", "sqs/queue:Queue")
    assert queue.number("visibilityTimeoutSeconds") >= 6 * function.number("timeout")


def test_what_fails_too_often_becomes_a_dead_letter_of_this_queue_alone(stack: Recording) -> None:
    queue = stack.one("publisher-queue", "sqs/queue:Queue")
    redrive = json.loads(str(queue.at("redrivePolicy")))
    # The function gives up after twenty attempts, and then says why.
    assert redrive["deadLetterTargetArn"] == "arn:aws:mock:::publisher-dead"
    assert redrive["maxReceiveCount"] > 20
    allowed = stack.one("publisher-dead", "sqs/redriveAllowPolicy:RedriveAllowPolicy")
    assert json.loads(str(allowed.at("redriveAllowPolicy"))) == {
        "redrivePermission": "byQueue",
        "sourceQueueArns": ["arn:aws:mock:::publisher-queue"],
    }


def test_dead_letters_are_kept_longer_than_what_is_queued(stack: Recording) -> None:
    dead, queue = (
        stack.one(name, "sqs/queue:Queue").number("messageRetentionSeconds") for name in QUEUES
    )
    assert dead == 14 * DAY_S
    assert dead > queue


def test_the_order_within_a_channel_is_not_promised(stack: Recording) -> None:
    assert not any(stack.one(name, "sqs/queue:Queue").at("fifoQueue") for name in QUEUES)


def test_only_what_failed_comes_again(stack: Recording) -> None:
    source = stack.one("publisher-messages", "lambda/eventSourceMapping:EventSourceMapping")
    assert source.at("eventSourceArn") == "arn:aws:mock:::publisher-queue"
    assert source.at("functionResponseTypes") == ["ReportBatchItemFailures"]
    most = configuration(stack.environment)[f"{PROJECT}:publishConcurrency"]
    assert source.number("scalingConfig", "maximumConcurrency") == int(most)


def test_the_backend_may_send_to_the_queue_and_do_nothing_else(stack: Recording) -> None:
    assert statements(stack, "publisher-send", "iam/policy:Policy") == [
        {
            "Effect": "Allow",
            "Action": ["sqs:SendMessage"],
            "Resource": "arn:aws:mock:::publisher-queue",
        }
    ]


def test_the_function_may_do_its_work_and_nothing_else(stack: Recording) -> None:
    allowed = {
        each["Resource"]: each["Action"]
        for each in statements(stack, "publisher-policy", "iam/rolePolicy:RolePolicy")
    }
    assert allowed == {
        "arn:aws:mock:::publisher-queue": [
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage",
        ],
        "arn:aws:mock:::publisher-dead": ["sqs:SendMessage"],
        "arn:aws:mock:::keys-publish": ["secretsmanager:GetSecretValue"],
        "arn:aws:mock:::publisher-log:*": ["logs:CreateLogStream", "logs:PutLogEvents"],
    }


def test_the_function_is_told_where_its_key_is_and_not_what_it_is(stack: Recording) -> None:
    function = stack.one("publisher-function", "lambda/function:Function")
    assert function.at("environment", "variables") == {
        "PUBLISH_KEY_ARN": "arn:aws:mock:::keys-publish",
        "QUEUE_URL": "publisher-queue-id",
        "DEAD_LETTERS_URL": "publisher-dead-id",
    }


def test_the_archive_has_the_function_and_its_channels() -> None:
    files = package().assets
    assert {"publisher/handler.py", "publisher/channels.json"} <= set(files)


def test_dead_letters_and_waiting_ring(stack: Recording) -> None:
    watched = {
        (alarm.at("metricName"), alarm.at("dimensions", "QueueName")): alarm.number("threshold")
        for alarm in stack.all("cloudwatch/metricAlarm:MetricAlarm")
        if alarm.at("namespace") == "AWS/SQS"
    }
    assert watched["ApproximateNumberOfMessagesVisible", "publisher-dead"] == 0
    assert watched["ApproximateAgeOfOldestMessage", "publisher-queue"] <= 600
    assert watched["ApproximateAgeOfOldestMessage", "publisher-dead"] < 14 * DAY_S
