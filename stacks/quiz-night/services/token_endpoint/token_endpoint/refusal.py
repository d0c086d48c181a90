"""Why a request gets no token: what its answer says, and nothing else of what went on."""


class RefusedError(Exception):
    """A status, a word for programs and a sentence for people."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def malformed(message: str) -> RefusedError:
    """Build the refusal of a request that cannot be read."""
    return RefusedError(400, "malformed", message)


def unauthorized(message: str) -> RefusedError:
    """Build the refusal of a token that does not prove who the user is."""
    return RefusedError(401, "unauthorized", message)


def forbidden(message: str) -> RefusedError:
    """Build the refusal of a channel that is not the user's."""
    return RefusedError(403, "forbidden", message)


def unavailable(message: str) -> RefusedError:
    """Build the refusal for want of a key: the client does well to try again."""
    return RefusedError(503, "unavailable", message)
