"""The key from Secrets Manager, read again each minute: a new one needs no deployment."""

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from botocore.exceptions import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    BotoCoreError,
    ClientError,
)

from publisher.failure import LaterError

LIFE_S = 60
"""How long the key is kept before it is read again; policy."""
PAUSE_S = 5
"""The least time between two reads, however often the provider refuses the key; policy."""

Clock = Callable[[], float]


class SecretsManager(Protocol):
    """What is needed of boto3's client."""

    def get_secret_value(self, **named: str) -> Mapping[str, object]:
        """Read the current version of a secret."""


class Key:
    """The value of one secret."""

    def __init__(self, client: SecretsManager, arn: str, clock: Clock = time.monotonic) -> None:
        self._client = client
        self._arn = arn
        self._clock = clock
        self._read_at = float("-inf")
        self._value = ""

    def current(self) -> str:
        """Return the value to publish with.

        Raises:
            LaterError: When it cannot be read, or was never set.

        """
        if self._clock() - self._read_at >= LIFE_S:
            self._value = self._read()
            self._read_at = self._clock()
        return self._value

    def renewed(self) -> bool:
        """Read again, unless that was just done, and tell whether the value is another one now.

        Raises:
            LaterError: When it cannot be read.

        """
        before = self._value
        if self._clock() - self._read_at >= PAUSE_S:
            self._read_at = float("-inf")
        return self.current() != before

    def _read(self) -> str:
        try:
            return str(self._client.get_secret_value(SecretId=self._arn)["SecretString"])
        except (BotoCoreError, ClientError) as error:
            raise LaterError("the provider's key cannot be read") from error
