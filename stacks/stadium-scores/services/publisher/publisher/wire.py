"""One connection to the provider, kept open between messages."""

from collections.abc import Mapping
from http.client import HTTPException, HTTPSConnection

from publisher.failure import KeyRefusedError, LaterError, RefusedError

TIMEOUT_S = 5
"""For connecting and for each answer; the function gives up before its own time is over."""
LARGEST_ANSWER = 64 * 1024

FINAL = frozenset({400, 413, 422})
"""The message itself is at fault. Anything else may be otherwise in a minute: the key, the
quota, the provider."""
KEY = frozenset({401, 403})


class Wire:
    """Posts to one host at a time."""

    def __init__(self) -> None:
        self._host = ""
        self._open: HTTPSConnection | None = None

    def post(self, host: str, path: str, headers: Mapping[str, str], body: str) -> None:
        """Post JSON, and return when the provider has taken it.

        Raises:
            RefusedError: When the provider finds fault with the message.
            LaterError: When it does not answer, or asks for patience or for another key.

        """
        if host != self._host:
            self._close()
            self._host = host
        complete = {"content-type": "application/json", **headers}
        try:
            status = self._exchange(path, complete, body.encode())
        except (OSError, HTTPException) as error:
            self._close()
            raise LaterError(f"the provider does not answer: {type(error).__name__}") from error
        _judge(status)

    def _exchange(self, path: str, headers: Mapping[str, str], body: bytes) -> int:
        if self._open is not None:
            try:
                return self._once(self._open, path, headers, body)
            except (ConnectionError, HTTPException):
                # It was open for long, and closed at the other end; a new one may do.
                self._close()
        self._open = HTTPSConnection(self._host, timeout=TIMEOUT_S)
        return self._once(self._open, path, headers, body)

    def _once(
        self, connection: HTTPSConnection, path: str, headers: Mapping[str, str], body: bytes
    ) -> int:
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(LARGEST_ANSWER)
        if not answer.isclosed():
            # The rest of a long answer would be taken for the next one.
            self._close()
        return answer.status

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None


def _judge(status: int) -> None:
    said = f"the provider answers {status}"
    if status in FINAL:
        raise RefusedError(said)
    if status in KEY:
        raise KeyRefusedError(said)
    if not 200 <= status < 300:  # noqa: PLR2004 - what HTTP calls successful
        raise LaterError(said)


WIRE = Wire()
