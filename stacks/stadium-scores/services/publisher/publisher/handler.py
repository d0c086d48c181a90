"""The function: takes a batch from the queue, publishes it, and says what has to come again."""

import json
import os
import sys
from typing import Protocol, TypedDict

import boto3  # type: ignore[import-untyped, import-not-found, unused-ignore]
from botocore.exceptions import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    BotoCoreError,
    ClientError,
)

from publisher import message, provider
from publisher.failure import KeyRefusedError, LaterError, RefusedError
from publisher.keys import Key
from publisher.queue import ATTEMPTS, Queue, Record, attempt, wait_s
from publisher.wire import TIMEOUT_S

ENOUGH_MS = 1_000 * 4 * TIMEOUT_S
"""What one message may take: connecting and an answer, twice. With less left it is not begun."""

KEY = Key(boto3.client("secretsmanager"), os.environ["PUBLISH_KEY_ARN"])
QUEUE = Queue(boto3.client("sqs"), os.environ["QUEUE_URL"], os.environ["DEAD_LETTERS_URL"])


class Context(Protocol):
    """What is needed of Lambda's."""

    def get_remaining_time_in_millis(self) -> int:
        """Tell how much of the function's time is left."""


class Event(TypedDict):
    """A batch."""

    Records: list[Record]


class Failure(TypedDict):
    """One message that comes again."""

    itemIdentifier: str


class Answer(TypedDict):
    """What Lambda keeps in the queue; it removes all else."""

    batchItemFailures: list[Failure]


def handle(event: Event, context: Context) -> Answer:
    """Publish a batch, in its order."""
    again: list[Record] = []
    for record in event["Records"]:
        if context.get_remaining_time_in_millis() < ENOUGH_MS:
            _postpone(record, "the function's time is nearly over")
            again.append(record)
        elif not _settled(record):
            again.append(record)
    return {"batchItemFailures": [{"itemIdentifier": each["messageId"]} for each in again]}


def _settled(record: Record) -> bool:
    """Publish a message or put it aside; False where it has to come again."""
    try:
        _publish(record)
    except RefusedError as refused:
        return _buried(record, str(refused))
    except LaterError as failed:
        reason = str(failed)
    except Exception as error:
        # The kind of error alone: its message may quote the key, or what was to be published.
        reason = type(error).__name__
    else:
        _log(record, "published", None)
        return True
    if attempt(record) >= ATTEMPTS:
        return _buried(record, reason)
    _postpone(record, reason)
    return False


def _publish(record: Record) -> None:
    found = message.read(record["body"])
    try:
        provider.publish(KEY.current(), found)
    except KeyRefusedError:
        if not KEY.renewed():
            raise
        provider.publish(KEY.current(), found)


def _buried(record: Record, reason: str) -> bool:
    try:
        QUEUE.bury(record, reason)
    except (BotoCoreError, ClientError):
        _postpone(record, f"it cannot be put aside: {reason}")
        return False
    _log(record, "dead", reason)
    return True


def _postpone(record: Record, reason: str) -> None:
    try:
        QUEUE.later(record, wait_s(record))
    except (BotoCoreError, ClientError):
        reason = f"{reason}, and the queue says when"
    _log(record, "later", reason)


def _log(record: Record, outcome: str, reason: str | None) -> None:
    """Write one line of JSON: no key, nothing that was published, nobody's name."""
    line = {
        "message": record["messageId"],
        "attempt": attempt(record),
        "outcome": outcome,
        "reason": reason,
    }
    sys.stdout.write(json.dumps(line) + "\n")
