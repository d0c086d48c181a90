"""The phrases that prose is read by: all of them, in one table.

A sentence that hedges, negates or speaks of another time is never read, whatever else it says.
"""

from __future__ import annotations

import re
from functools import cache

from rtgen.diagnostics import Location
from rtgen.domain.constraints import Constraint
from rtgen.record import NamedTuple


class Phrase(NamedTuple):
    """One way to say something: the words of `topic` show what a line is about, `says` is how it must be put."""

    subject: str
    topic: tuple[str, ...]
    says: str
    """A regular expression, without regard to case; its group `value` is what is stated."""


_REGION = r"`?(?P<value>[a-z]{2}(?:-[a-z]+)+-\d)`?"
_CLOUD = r"(?P<value>aws|gcp|azure|google cloud|amazon web services)\b"
_RUNS = r"(?:runs?|(?:is|are) (?:deployed|hosted)|deploys?)"
_LABEL = r"(?:\*\*)?:(?:\*\*)? ?"
PHRASES = (
    Phrase("platform.region", ("region",), rf"{_RUNS} (?:everything )?in (?:the )?(?:region )?{_REGION}"),
    Phrase("platform.region", ("region",), rf"^(?:\*\*)?(?:aws )?region{_LABEL}{_REGION}\.?$"),
    Phrase("cloud", ("cloud", "aws", "gcp", "azure"), rf"{_RUNS} (?:entirely )?(?:on|in) (?:the )?{_CLOUD}"),
    Phrase("cloud", ("cloud",), rf"^(?:\*\*)?cloud(?: provider)?{_LABEL}{_CLOUD}\.?$"),
    Phrase("platform.budget", ("budget",), r"budget (?:of|is) (?:US)?\$ ?(?P<value>[0-9][0-9,]*) (?:a|per) month"),
    Phrase("network.vpc_id", ("vpc",), r"(?P<value>vpc-[0-9a-f]{8,17})\b"),
    Phrase(
        "broker",
        ("kafka", "rabbitmq", "kinesis", "sqs", "nats"),
        r"message broker is (?:apache |amazon )?(?P<value>kafka|rabbitmq|kinesis|sqs|nats)\b",
    ),
    Phrase(
        "compliance",
        ("gdpr", "hipaa", "pci", "soc 2"),
        r"(?:must comply|complies|is compliant) with (?P<value>gdpr|hipaa|pci[ -]dss|soc 2)\b",
    ),
    Phrase(
        "api.style",
        ("rest", "graphql", "grpc"),
        r"\b(?:api is|exposes|offers) (?:a |an )?(?P<value>rest|graphql|grpc)(?:ful)?(?: api)?\b",
    ),
    Phrase(
        "api.auth",
        ("jwt", "oauth", "bearer", "session cookie"),
        r"authenticat(?:es?|ed|ion) (?:with|by|uses|is by) (?:an? )?"
        r"(?P<value>jwt|oauth ?2(?:\.0)?|bearer tokens?|session cookies?)\b",
    ),
    Phrase("api.base_path", ("base path",), r"base path(?: is|:) ?`?(?P<value>/[a-z0-9/_-]+)`?"),
    Phrase("api.pagination", ("pagination", "paginated"), r"(?P<value>cursor|offset|page)[ -]based pagination"),
    Phrase(
        "api.versioning",
        ("versioning", "versioned"),
        r"versioned (?:by|in) (?:the )?(?P<value>url|path|header|media type)",
    ),
)

_HEDGES = (
    " not ",
    " no ",
    " never ",
    " don't ",
    " doesn't ",
    " isn't ",
    " aren't ",
    " won't ",
    " without ",
    " instead ",
    " rather ",
    " considered",
    " rejected",
    " evaluat",
    " propos",
    " might ",
    " could ",
    " would ",
    " may ",
    " should ",
    " maybe ",
    " perhaps ",
    " probably ",
    " or ",
    " will ",
    " plan to ",
    " planned",
    " migrat",
    " future",
    " until ",
    " if ",
    " unless ",
    " todo",
    " used to ",
    " formerly",
    " legacy",
    " deprecated",
    " was ",
    " were ",
    " previously",
    " for example",
    " e.g.",
    " such as ",
)
"""After a space, in a line in small letters."""


def read_line(text: str, at: Location) -> tuple[list[Constraint], list[Constraint]]:
    """What a line states, and what it speaks of in words that are not understood."""
    padded = f" {text.lower()} "
    subjects = {phrase.subject for phrase in PHRASES if any(_has(padded, word) for word in phrase.topic)}
    hedged = "?" in text or any(hedge in padded for hedge in _HEDGES)
    found: list[Constraint] = []
    for phrase in PHRASES:
        match = None if hedged else _compiled(phrase.says).search(text)
        if match is not None and all(each.subject != phrase.subject for each in found):
            found.append(Constraint(phrase.subject, _plain(match["value"]), at, text))
    read = {each.subject for each in found}
    missed = sorted(subjects - read) if not read else []
    return found, [Constraint(subject, "", at, text) for subject in missed[:1]]


def _has(padded: str, word: str) -> bool:
    at = padded.find(word)
    return at > 0 and not padded[at - 1].isalnum() and not padded[at + len(word)].isalnum()


def _plain(value: str) -> str:
    return value.lower().replace(",", "").replace("amazon web services", "aws").replace("google cloud", "gcp")


@cache
def _compiled(says: str) -> re.Pattern[str]:
    return re.compile(says, re.IGNORECASE)
