"""SpecDocument → FeatureSet: reads what is given and fills in every default. The document has passed the schema."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction

from rtgen.domain.features import Audience, FeatureSet
from rtgen.domain.platform import Waiver
from rtgen.spec import defaults, quantities
from rtgen.spec.document import Mark, SpecDocument, Value
from rtgen.spec.entries import Entry, entry, number, provenance, text, whole
from rtgen.spec.parse_feature import reader
from rtgen.spec.parse_platform import environments, platform

NO_AUDIENCE = "default"


def parse(document: SpecDocument) -> FeatureSet:
    """The whole spec, complete and sorted by id, so that its order does not matter."""
    top = document.data
    marks = children(document.marks)
    name = text(top, "name") or ""
    audiences = _audiences(document, top, marks)
    whole_platform = platform(document, entry(top.get("platform")), marks.get("platform"))
    features = own(entry(top.get("features")))
    feature_marks = children(marks["features"])
    complete = reader(document.file, audiences)
    return FeatureSet(
        name=name,
        title=text(top, "title") or name,
        context=text(top, "context") or defaults.CONTEXT,
        file=document.file,
        audiences=audiences,
        features=tuple(
            complete(identifier, entry(features[identifier]), feature_marks[identifier])
            for identifier in sorted(features)
        ),
        platform=whole_platform,
        environments=environments(document, entry(top.get("environments")), marks.get("environments"), whole_platform),
        waivers=_waivers(document, top.get("waivers"), marks),
        provenance=provenance(document.file, Mark((1, 1, 1), document.marks.value, None), "rtgen"),
    )


def children(mark: Mark | None) -> Mapping[str, Mark]:
    """Marks of a mapping's values; none where no mapping stands."""
    return mark.children if mark is not None and isinstance(mark.children, Mapping) else {}


def own(entries: Entry) -> dict[str, Value]:
    """The entries without the user's own `x-` ones."""
    return {key: value for key, value in entries.items() if not key.startswith("x-")}


def _audiences(document: SpecDocument, top: Entry, marks: Mapping[str, Mark]) -> dict[str, Audience]:
    found: dict[str, Audience] = {}
    if "audience" in top:
        found[NO_AUDIENCE] = _audience(document, NO_AUDIENCE, entry(top["audience"]), marks["audience"])
    others = own(entry(top.get("audiences")))
    for identifier in sorted(others):
        mark = children(marks["audiences"])[identifier]
        found[identifier] = _audience(document, identifier, entry(others[identifier]), mark)
    return found


def _audience(document: SpecDocument, identifier: str, at: Entry, mark: Mark) -> Audience:
    mean = at.get("mean")
    return Audience(
        id=identifier,
        peak_users=whole(at, "peak_users", 1),
        mean=quantities.share(mean) if isinstance(mean, (str, int, float)) else defaults.MEAN,
        connections_per_user=number(at, "connections_per_user") or Fraction(1),
        growth=number(at, "growth") or Fraction(1),
        provenance=provenance(document.file, mark, "an audience"),
    )


def _waivers(document: SpecDocument, value: Value, marks: Mapping[str, Mark]) -> tuple[Waiver, ...]:
    if not isinstance(value, list):
        return ()
    places = marks["waivers"].children
    return tuple(
        Waiver(
            rule=text(entry(each), "rule") or "",
            feature=text(entry(each), "feature"),
            because=text(entry(each), "because") or "",
            until=date(text(entry(each), "until") or "") or datetime.date.max,
            # An entry of a list has no key of its own: it stands where it begins.
            provenance=provenance(document.file, mark._replace(key=mark.value), "a waiver"),
        )
        for each, mark in zip(value, places if isinstance(places, list) else [], strict=True)
    )


def date(written: str) -> datetime.date | None:
    """A day of the calendar; None for one that is not, such as 2027-02-30."""
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None
