"""What a rule read in the spec, with its place, for the decision to name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from rtgen.decide.decision import Choice, Decision, Fact
from rtgen.decide.working import decimal
from rtgen.diagnostics import Location
from rtgen.domain.features import Audience, Feature, FeatureSet
from rtgen.domain.provenance import DefaultOf, Provenance


def below_feature(feature: Feature, paths: Iterable[str]) -> tuple[Fact, ...]:
    """The feature's values at these dotted paths, for a decision that features which ask the same share.

    A communication that its kind gave brings the kind along.
    """
    facts = []
    for path in paths:
        origin = feature.provenance.unplaced(path)
        facts.append(Fact(f".{path}", _VALUES[path](feature), origin))
        if path == "communication" and isinstance(origin, DefaultOf) and feature.kind is not None:
            facts.append(Fact(".kind", feature.kind.value, feature.provenance.unplaced("kind")))
    return tuple(facts)


def of_feature(feature: Feature, paths: Iterable[str]) -> tuple[Fact, ...]:
    """The feature's values at these dotted paths, each with its place, for a decision about all features."""
    return tuple([placed(fact, feature) for fact in below_feature(feature, paths)])


def placed(fact: Fact, feature: Feature) -> Fact:
    """A fact of one of the feature's decisions by its whole path and with its place in the spec."""
    if not fact.subject.startswith("."):
        return fact
    return Fact(subject(fact, feature.id), fact.value, feature.provenance.of(fact.subject[1:]))


def of_decision(decision: Decision[Choice], feature: Feature) -> Decision[Choice]:
    """A decision of this feature that tells of each fact its whole path and its place."""
    return decision._replace(facts=tuple([placed(fact, feature) for fact in decision.facts]))


def subject(fact: Fact, feature: str) -> str:
    """The whole path of a fact of one of this feature's decisions: `features.order-chat.communication`."""
    return f"features.{feature}{fact.subject}" if fact.subject.startswith(".") else fact.subject


def of_audience(audience: Audience) -> tuple[Fact, ...]:
    """What an audience says about its connections."""
    at = "audience" if audience.id == "default" else f"audiences.{audience.id}"
    values = (
        ("peak_users", str(audience.peak_users)),
        ("connections_per_user", decimal(audience.connections_per_user)),
        ("growth", decimal(audience.growth)),
    )
    return tuple([Fact(f"{at}.{key}", value, audience.provenance.of(key)) for key, value in values])


def of_platform(features: FeatureSet, path: str, value: str) -> Fact:
    """A value of the platform."""
    return Fact(f"platform.{path}", value, features.platform.provenance.of(path))


def place(feature: Feature, path: str) -> Location:
    """Where a finding about this value points: at the value, or at the feature where a default filled it."""
    return place_of(feature.provenance, path)


def place_of_platform(features: FeatureSet, path: str) -> Location:
    """Where a finding about this value of the platform points."""
    return place_of(features.platform.provenance, path)


def place_of(provenance: Provenance, path: str) -> Location:
    """Where a value of any entry stands, or the entry itself where a default filled it."""
    origin = provenance.of(path)
    return origin if isinstance(origin, Location) else provenance.entry


def seconds(value: Fraction | int) -> str:
    """`60 s`."""
    return f"{decimal(Fraction(value))} s"


def named(features: Sequence[Feature]) -> str:
    """The first of these features and how many more there are; `chat and 3 more`."""
    more = f" and {len(features) - 1:,} more" if len(features) > 1 else ""
    return f"{features[0].id}{more}"


def _flag(value: bool) -> str:  # noqa: FBT001 - the one thing that it is given
    return "true" if value else "false"


def _optional(value: Fraction | int | None) -> str:
    return "none" if value is None else seconds(value)


_VALUES: dict[str, Callable[[Feature], str]] = {
    "channel.max_members": lambda feature: str(feature.channel.max_members),
    "channel.scope": lambda feature: feature.channel.scope.value,
    "communication": lambda feature: feature.communication.value,
    "delivery": lambda feature: feature.delivery.value,
    "event_sourced": lambda feature: _flag(feature.event_sourced),
    "freshness": lambda feature: _optional(feature.freshness),
    "history": lambda feature: _optional(feature.history),
    "publish.per": lambda feature: feature.publish.per.value,
    "request_response": lambda feature: _flag(feature.request_response),
    "sync": lambda feature: "none" if feature.sync is None else feature.sync.value,
    "transport": lambda feature: "auto" if feature.forced is None else f"force: {feature.forced.transport.value}",
    "users": lambda feature: str(feature.users),
}
