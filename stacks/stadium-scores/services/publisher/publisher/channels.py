"""Which channels the backend publishes into, and what the provider calls them.

`channels.json` has a line for each feature with `publish.by: server`. The backend names a channel
`<feature>:<id>`, whatever the provider; in the provider's name `{user}` and `{id}` stand for ids.
"""

import json
import string
from collections.abc import Mapping
from pathlib import Path

from publisher.failure import RefusedError

LONGEST_ID = 64
"""Letters of a user's or a room's id; the plan holds the providers' limits against it."""
LETTERS = frozenset(string.ascii_letters + string.digits + "_.=@-")
"""Of ids. None is a wildcard or separates the parts of a name, and none looks like another one."""
PLACES = ("{user}", "{id}")
ALL = "all"
"""In the place of an id, where a feature has one channel for everybody."""


def names() -> dict[str, str]:
    """Read the provider's names, by feature."""
    lines = json.loads(Path(__file__).with_name("channels.json").read_text(encoding="utf-8"))
    return {each["feature"]: each["name"] for each in lines}


NAMES = names()


def provided(channel: str, names: Mapping[str, str] = NAMES) -> str:
    """Tell the provider's name of a channel.

    Raises:
        RefusedError: When it is no channel that the backend publishes into.

    """
    feature, *ids = channel.split(":")
    name = names.get(feature)
    if name is None:
        raise RefusedError("the channel is of no feature that the backend publishes into")
    places = [place for place in PLACES if place in name]
    fits = len(ids) == len(places) and all(map(is_id, ids)) if places else ids == [ALL]
    if not fits:
        raise RefusedError("the channel is none of its feature's")
    for place, key in zip(places, ids, strict=False):
        name = name.replace(place, key)
    return name


def is_id(text: str) -> bool:
    """Tell whether a text can stand for a user or a room in a channel's name."""
    return 0 < len(text) <= LONGEST_ID and LETTERS.issuperset(text)
