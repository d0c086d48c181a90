"""Passages → what they state by the phrases, and what they mention in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rtgen.context.hedges import hedged, qualified
from rtgen.context.passages import LONGEST, Passage
from rtgen.context.phrases import PHRASES, Phrase
from rtgen.context.subjects import SUBJECTS, Subject
from rtgen.record import NamedTuple
from rtgen.spec.regions import REGIONS

_SEARCHED = 10_000
"""Characters of a passage that are looked through for mentions: no paragraph is longer."""
_SENTENCE = re.compile(r"(?<=[.!;])\s+")
_LIST = re.compile(r", and |, | and ")
_NUMBER = re.compile(r"^[\W\d_]+")
"""Number and signs before a heading."""
_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")
_SUBJECTS = {each.name: each for each in SUBJECTS}
_SAME = {
    "amazon web services": "aws",
    "google cloud": "gcp",
    "microsoft azure": "azure",
    "restful": "rest",
    "uri": "url",
    "path": "url",
    "route": "url",
    "soc2": "soc 2",
    "pci-dss": "pci dss",
    "iso27001": "iso 27001",
}
_EXAMPLE = re.compile(r"1234|abcdef|(\w)\1{4}|\bexample\b|\bmy-|your|\.local$|localhost")
"""What ids and hosts in instructions look like."""


class Said(NamedTuple):
    """One value that a passage states, or values that it mentions."""

    subject: str
    values: tuple[str, ...]
    at: int
    """Place in the passage."""


def stated(passage: Passage, subjects: frozenset[str]) -> list[Said]:
    """What a passage states; nothing where it hedges, names two values of one subject, or is about something else."""
    if len(passage.text) > LONGEST or hedged(f"{passage.text} {passage.context}"):
        return []
    found: dict[str, Said] = {}
    for at, sentence in _sentences(passage.text):
        if qualified(f"{passage.context} {passage.text[: at + len(sentence)]}"):
            break
        for phrase in PHRASES:
            said = _said(phrase, passage, at, sentence) if phrase.subject in subjects - set(found) else None
            if said is not None:
                found[phrase.subject] = said
    return list(found.values())


def _said(phrase: Phrase, passage: Passage, at: int, sentence: str) -> Said | None:
    """What one sentence says by one phrase; below a heading that is a label, the first one is its value."""
    subject = _SUBJECTS[phrase.subject]
    match = _compiled(phrase.says).fullmatch(sentence) if _whole(subject, passage.above) else None
    start = at
    if match is None and at == 0 and passage.first and passage.above and _whole(subject, passage.above[:-1]):
        label = _NUMBER.sub("", passage.above[-1]).rstrip(":")
        match, start = _compiled(phrase.says).fullmatch(f"{label}: {sentence}"), -len(f"{label}: ")
    if match is None or not _plausible(subject, match["value"].lower(), passage):
        return None
    values = tuple(_plain(each) for each in _LIST.split(match["value"]))
    return Said(phrase.subject, values, max(0, start + match.start("value")))


def _whole(subject: Subject, above: tuple[str, ...]) -> bool:
    """Whether what stands above speaks of all that is built, and not of a part."""
    return all(set(_WORD.findall(each.lower())) <= subject.below for each in above)


def mentioned(passage: Passage, subjects: frozenset[str]) -> list[Said]:
    """The subjects that a passage speaks of, with the values that it names."""
    found = []
    for subject in SUBJECTS:
        if subject.name in subjects:
            match = _compiled(subject.mentions).search(passage.text, 0, _SEARCHED)
            values = _values(subject, passage.text[:_SEARCHED]) if match else ()
            if match is not None and (not values or not set(values) <= set(subject.known)):
                found.append(Said(subject.name, values, match.start()))
    return found


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences, each with its place and without its final point."""
    at = 0
    for end in (*(each.start() for each in _SENTENCE.finditer(text)), len(text)):
        sentence = text[at:end]
        yield at + len(sentence) - len(sentence.lstrip()), sentence.strip().rstrip(".!;:")
        at = end


def _plausible(subject: Subject, value: str, passage: Passage) -> bool:
    if subject.name != "compliance" and len(set(_values(subject, passage.text)) - {subject.vague}) > 1:
        return False
    match subject.name:
        case "platform.region":
            return value in REGIONS
        case "network.vpc_id" | "redis.endpoint":
            return _EXAMPLE.search(value) is None
        case _:
            return True


def _values(subject: Subject, text: str) -> tuple[str, ...]:
    if "(?P<value>" not in subject.mentions:
        return ()
    found = (each["value"] for each in _compiled(subject.mentions).finditer(text))
    return tuple(dict.fromkeys(_plain(each) for each in found if each))


def _plain(value: str) -> str:
    """One way to write a value. A path keeps its case."""
    plain = value if value.startswith("/") else value.lower().strip().replace(",", "")
    return _SAME.get(plain, plain)


@cache
def _compiled(says: str) -> re.Pattern[str]:
    return re.compile(says, re.IGNORECASE)
