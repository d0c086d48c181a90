"""A publisher as it is rendered for a spec, between queues of moto's and a provider on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import boto3
import pytest
from moto import mock_aws

from generated import disk, functions
from generated.variants import AROUND_PROVIDERS
from publishing.providers import HOSTS, KEYS, Api, serving
from rtgen import pipeline
from rtgen.filetree import RenderedFile
from rtgen.render.publisher import FOLDER

PACKAGE = "publisher"
AWS = {"AWS_DEFAULT_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
PLENTY_MS = 60_000
MOST_RECEIVES = 40


class Kind(NamedTuple):
    """A spec, and what it leads to; a channel of it as the backend and as the provider names it."""

    spec: str
    provider: str
    fifo: bool
    channel: str
    provided: str


KINDS = (
    Kind("the example stadium-scores", "ably", fifo=False, channel="alerts:42", provided="alerts:42"),
    Kind("ably-ordered", "ably", fifo=True, channel="steps:42:7", provided="steps:42:7"),
    Kind("pusher-ordered", "pusher", fifo=True, channel="bids:7", provided="private-bids;7"),
    Kind("supabase-queue", "supabase", fifo=False, channel="results:42", provided="results:42"),
)
ORDERED = KINDS[1]


@cache
def files(spec: str) -> tuple[RenderedFile, ...]:
    """The function's, as they are rendered for a spec."""
    return tuple(file for file in stack(spec).values() if file.path.startswith(FOLDER))


@cache
def stack(spec: str) -> Mapping[str, RenderedFile]:
    """Every file of a spec's stack."""
    (planned,) = pipeline.plan([AROUND_PROVIDERS[spec]], None)
    return pipeline.render_tree(planned).files


def load(spec: str, folder: Path) -> SimpleNamespace:
    """The function's modules."""
    package = disk.write(files(spec), folder) / FOLDER
    return functions.load(package, PACKAGE)


class Publisher:
    """The queues, the key, and what Lambda does between them and the function."""

    def __init__(self, *, fifo: bool, provider: str) -> None:
        self.fifo = fifo
        self.api = Api(provider)
        self._sqs = boto3.client("sqs")
        self._secrets = boto3.client("secretsmanager")
        kind = {"FifoQueue": "true"} if fifo else {}
        ending = ".fifo" if fifo else ""
        self.dead_url = self._sqs.create_queue(QueueName=f"dead{ending}", Attributes=kind)["QueueUrl"]
        about = self._sqs.get_queue_attributes(QueueUrl=self.dead_url, AttributeNames=["QueueArn"])
        redrive = {"deadLetterTargetArn": about["Attributes"]["QueueArn"], "maxReceiveCount": MOST_RECEIVES}
        self.url = self._sqs.create_queue(
            QueueName=f"queue{ending}",
            Attributes={**kind, "VisibilityTimeout": "360", "RedrivePolicy": json.dumps(redrive)},
        )["QueueUrl"]
        self.key_arn = self._secrets.create_secret(Name="key", SecretString=KEYS[provider])["ARN"]
        self.left_ms = PLENTY_MS
        self.function = SimpleNamespace()
        self._failed: list[str] = []

    def environment(self) -> Mapping[str, str]:
        """What the function is told."""
        return {"PUBLISH_KEY_ARN": self.key_arn, "QUEUE_URL": self.url, "DEAD_LETTERS_URL": self.dead_url}

    def rotate(self, key: str) -> None:
        """Sets another key."""
        self._secrets.put_secret_value(SecretId=self.key_arn, SecretString=key)

    def forget_key(self) -> None:
        """As if the key had never been set."""
        self._secrets.delete_secret(SecretId=self.key_arn, ForceDeleteWithoutRecovery=True)

    def send(self, channel: str, key: str, **data: object) -> None:
        """Queues a message as the README tells the backend to."""
        self.send_text(json.dumps({"channel": channel, "id": key, "data": data}), channel[:128], key)

    def send_text(self, body: str, group: str = "bids:1", key: str = "k") -> None:
        """Queues any text."""
        ordered = {"MessageGroupId": group, "MessageDeduplicationId": key} if self.fifo else {}
        self._sqs.send_message(QueueUrl=self.url, MessageBody=body, **ordered)

    def run(self, attempt: int | None = None) -> int:
        """Hands one batch to the function, and keeps what it names; how many messages that were.

        They are at the attempt that the queue counts, or at a later one.
        """
        received = self._sqs.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=10, AttributeNames=["All"], WaitTimeSeconds=0
        ).get("Messages", [])
        if not received:
            return 0
        counted = {} if attempt is None else {"ApproximateReceiveCount": str(attempt)}
        records = [
            {
                "messageId": each["MessageId"],
                "receiptHandle": each["ReceiptHandle"],
                "body": each["Body"],
                "attributes": each["Attributes"] | counted,
            }
            for each in received
        ]
        answer = self.function.handler.handle({"Records": records}, self)
        assert set(answer) == {"batchItemFailures"}
        again = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
        assert again <= {each["messageId"] for each in records}
        self._failed += [each["receiptHandle"] for each in records if each["messageId"] in again]
        for each in records:
            if each["messageId"] not in again:
                self._sqs.delete_message(QueueUrl=self.url, ReceiptHandle=each["receiptHandle"])
        return len(records)

    def get_remaining_time_in_millis(self) -> int:
        """As Lambda's context says it."""
        return self.left_ms

    def wait(self) -> None:
        """As if the time had come for all that comes again."""
        for each in self._failed:
            self._sqs.change_message_visibility(QueueUrl=self.url, ReceiptHandle=each, VisibilityTimeout=0)
        self._failed.clear()

    def finish(self) -> None:
        """Batch after batch, until nothing is queued."""
        while self.run():
            self.wait()

    def dead(self) -> list[tuple[str, str]]:
        """The dead letters, each with its reason."""
        letters = self._sqs.receive_message(
            QueueUrl=self.dead_url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], WaitTimeSeconds=0
        ).get("Messages", [])
        return [(each["Body"], each["MessageAttributes"]["reason"]["StringValue"]) for each in letters]


@contextmanager
def running(kind: Kind, folder: Path) -> Iterator[Publisher]:
    """A publisher that is ready to be handed a batch."""
    with pytest.MonkeyPatch.context() as patched, mock_aws():
        for name, value in AWS.items():
            patched.setenv(name, value)
        made = Publisher(fifo=kind.fifo, provider=kind.provider)
        for name, value in made.environment().items():
            patched.setenv(name, value)
        made.function = load(kind.spec, folder)
        with serving(made.api) as port, ExitStack() as closing:

            def connection(host: str, timeout: float) -> HTTPConnection:
                assert host == HOSTS[kind.provider]
                opened = HTTPConnection("127.0.0.1", port, timeout=timeout)
                closing.callback(opened.close)
                return opened

            patched.setattr(made.function.wire, "HTTPSConnection", connection)
            yield made
