"""Why a message was not published: its own fault, or nobody's."""


class RefusedError(Exception):
    """No repetition helps: the message, as it stands, is one that cannot be published."""


class LaterError(Exception):
    """It may well succeed later: the provider is out of reach, overloaded, or wants another key."""


class KeyRefusedError(LaterError):
    """The provider does not take the key; another one may have been set meanwhile."""
