"""Keys from Secrets Manager, read again each minute: a new one needs no deployment."""

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from botocore.exceptions import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    BotoCoreError,
    ClientError,
)

from token_endpoint.refusal import unavailable

LIFE_S = 60
"""How long a key is kept before it is read again; policy."""
PAUSE_S = 5
"""The least time between two reads, however many unknown signatures come in; policy."""

Clock = Callable[[], float]


class SecretsManager(Protocol):
    """What is needed of boto3's client."""

    def get_secret_value(self, **named: str) -> Mapping[str, object]:
        """Read one version of a secret."""


class Keys:
    """One secret's current value, and the one before it."""

    def __init__(self, client: SecretsManager, arn: str, clock: Clock = time.monotonic) -> None:
        self._client = client
        self._arn = arn
        self._clock = clock
        self._read_at: float | None = None
        self._values: tuple[str, ...] = ()

    def current(self) -> str:
        """Return the value to sign with.

        Raises:
            RefusedError: When it cannot be read, or was never set.

        """
        return self.accepted()[0]

    def accepted(self) -> tuple[str, ...]:
        """Return the values to verify with: the current one first, then the one before it.

        Raises:
            RefusedError: When there is none.

        """
        if self._age() >= LIFE_S:
            self._values = self._read()
            self._read_at = self._clock()
        return self._values

    def renewed(self) -> bool:
        """Read again, unless that was just done, and tell whether the values are others now."""
        before = self._values
        if self._age() < PAUSE_S:
            return False
        self._read_at = None
        return self.accepted() != before

    def _age(self) -> float:
        return float("inf") if self._read_at is None else self._clock() - self._read_at

    def _read(self) -> tuple[str, ...]:
        values = [self._version(stage) for stage in ("AWSCURRENT", "AWSPREVIOUS")]
        if not values[0]:
            raise unavailable("a key is not set yet")
        return tuple(value for value in values if value)

    def _version(self, stage: str) -> str | None:
        try:
            found = self._client.get_secret_value(SecretId=self._arn, VersionStage=stage)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return None
            raise unavailable("a key cannot be read") from error
        except BotoCoreError as error:
            raise unavailable("a key cannot be read") from error
        return str(found["SecretString"])
