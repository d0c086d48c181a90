"""What becomes of a message that could not be published: it comes again, or it is put aside."""

from collections.abc import Mapping
from typing import Protocol, TypedDict

LONGEST_WAIT_S = 300
"""Between two attempts; policy."""
ATTEMPTS = 20
"""Waits of 1, 2, 4 … 300 seconds: an hour, after which somebody should look; policy."""


class Record(TypedDict):
    """A message as Lambda hands it over."""

    messageId: str
    receiptHandle: str
    body: str
    attributes: Mapping[str, str]


class Sqs(Protocol):
    """What is needed of boto3's client."""

    def send_message(self, **named: object) -> object:
        """Put a message into a queue."""

    def change_message_visibility(self, **named: object) -> object:
        """Set when a message comes again."""


class Queue:
    """The queue that is read, and the one for dead letters."""

    def __init__(self, client: Sqs, url: str, dead_letters_url: str) -> None:
        self._client = client
        self._url = url
        self._dead_letters_url = dead_letters_url

    def later(self, record: Record, wait_s: int) -> None:
        """Let a message come again after a wait, instead of after the queue's own, longer one."""
        self._client.change_message_visibility(
            QueueUrl=self._url, ReceiptHandle=record["receiptHandle"], VisibilityTimeout=wait_s
        )

    def bury(self, record: Record, reason: str) -> None:
        """Put a copy of a message among the dead letters, with the reason.

        So that nothing waits for it: the queue itself would do that after all attempts only.
        """
        self._client.send_message(
            QueueUrl=self._dead_letters_url,
            MessageBody=record["body"],
            MessageAttributes={"reason": {"DataType": "String", "StringValue": reason}},
        )


def attempt(record: Record) -> int:
    """Tell how many times a message was received, this time included."""
    return int(record["attributes"]["ApproximateReceiveCount"])


def wait_s(record: Record) -> int:
    """Tell how long to wait before the next attempt: twice as long each time."""
    doublings = min(attempt(record) - 1, LONGEST_WAIT_S.bit_length())
    return int(min(2**doublings, LONGEST_WAIT_S))
