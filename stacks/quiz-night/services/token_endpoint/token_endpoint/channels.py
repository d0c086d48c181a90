"""Which channels a user may use: public ones, the user's own, and those that were granted.

`channels.json` has a line for each feature, made from the spec. In a provider's name of a channel
`{user}` stands for the user's id and `{id}` for the room's, topic's, document's or item's.
"""

import json
import string
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from token_endpoint.refusal import forbidden

LONGEST_ID = 64
"""Letters of a user's or a room's id; the plan holds the providers' limits against it."""
LETTERS = frozenset(string.ascii_letters + string.digits + "_.=@-")
"""Of ids. None is a wildcard or separates the parts of a name, and none looks like another one."""

Allowed = Mapping[str, tuple[str, ...]]
"""What may be done in each channel; a name that ends with `*` stands for every id in that place."""


class Rule(NamedTuple):
    """Who may use a feature's channels, and how."""

    feature: str
    access: Literal["own", "granted", "public"]
    name: str
    may: tuple[str, ...]


def rules() -> dict[str, Rule]:
    """Read the features' rules, by feature."""
    lines = json.loads(Path(__file__).with_name("channels.json").read_text(encoding="utf-8"))
    return {
        each["feature"]: Rule(each["feature"], each["access"], each["name"], tuple(each["may"]))
        for each in lines
    }


RULES = rules()


def allowed(user: str | None, granted: Iterable[str], rules: Mapping[str, Rule] = RULES) -> Allowed:
    """Collect what a user may do; None is someone unknown, who gets what is public.

    Granted channels are named as the backend names them, `<feature>:<id>`, whatever the provider.

    Raises:
        RefusedError: When a channel was granted that there is not, or that no grant opens.

    """
    channels = {}
    for rule in rules.values():
        if rule.access == "public":
            channels[rule.name.format(id="*")] = rule.may
        elif rule.access == "own" and user is not None:
            channels[rule.name.format(user=user, id="*")] = rule.may
    for channel in granted:
        feature, _, key = channel.partition(":")
        found = rules.get(feature)
        if found is None or not _grants(found, key):
            raise forbidden("a granted channel is none of these features'")
        channels[found.name.format(id=key)] = found.may
    return channels


def covers(channels: Allowed, name: str) -> bool:
    """Tell whether a channel is among them, by its own name or below one that ends with `*`."""
    if name in channels:
        return not name.endswith("*")
    return any(
        each.endswith("*") and name.startswith(each[:-1]) and is_id(name[len(each) - 1 :])
        for each in channels
    )


def _grants(rule: Rule, key: str) -> bool:
    """Tell whether a feature's channels are granted one by one, and this is a name of one."""
    one_of_many = "{id}" in rule.name
    return rule.access == "granted" and (is_id(key) if one_of_many else key == "all")


def is_id(text: str) -> bool:
    """Tell whether a text can stand for a user or a room in a channel's name."""
    return 0 < len(text) <= LONGEST_ID and LETTERS.issuperset(text)
