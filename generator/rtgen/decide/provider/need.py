"""What a spec asks of a provider: totals, and for each limit the features that ask for so much.

A user's features share one connection at a provider. Features by short polling stay with the team's own API.
Limits are held against the peak with growth; prices are computed from the declared traffic.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from rtgen.domain.features import Feature
from rtgen.domain.platform import Environment, Platform
from rtgen.domain.provenance import Provenance
from rtgen.domain.vocabulary import (
    Access,
    Ordering,
    Sync,
)
from rtgen.record import NamedTuple

Word = TypeVar("Word")


class Flow(NamedTuple):
    """Messages of one size and one history, a second on average."""

    size: int
    """Bytes."""
    history: int
    """Seconds; 0 for none."""
    published: Fraction
    delivered: Fraction


class Metered(NamedTuple):
    """What a month's bill is counted from: the declared traffic of the largest environment, without growth."""

    connections: Fraction
    """At peak."""
    mean_connections: Fraction
    mean_channels: Fraction
    flows: tuple[Flow, ...]
    told: tuple[Flow, ...]
    """Of them, what the backend must hear of: each message once."""


class Busiest(NamedTuple):
    """A total over an audience's features, with the feature that adds most to it."""

    value: Fraction
    feature: Feature


Ranked = tuple[tuple[Fraction, tuple[Feature, ...]], ...]
"""Amounts that features ask for, the largest first, each with the features that ask for it."""


class Need(NamedTuple):
    """What limits are held against: the peak with growth, in the largest environment."""

    platform: Platform
    environments: tuple[Environment, ...]
    provenance: Provenance
    """Of the audience with most users, which totals point at."""
    audience: str
    connections: int
    published: Fraction
    """A second."""
    delivered: Fraction
    """A second."""
    mean_messages: Fraction
    """Published and delivered, a second on average."""
    channels: Fraction
    joins: Fraction
    """Channels that all clients join when they come back."""
    presence: Fraction
    """Presence messages that are published a second."""
    namespaces: int
    """One for each feature."""
    sends: Busiest | None
    """Messages a second of one connection."""
    hears: Busiest | None
    subscribes: Busiest | None
    """Channels of one connection."""
    sizes: Ranked
    """Bytes."""
    channel_rates: Ranked
    """Published a second into one channel."""
    members: Ranked
    """Of one presence channel."""
    histories: Ranked
    """Seconds that the spec asks for."""
    default_histories: Ranked
    """Seconds that a default gave: good to have."""
    ids: Ranked
    """Letters in the ids of features."""
    orderings: Mapping[Ordering, tuple[Feature, ...]]
    """Order that the spec asks for."""
    default_orderings: Mapping[Ordering, tuple[Feature, ...]]
    reliable: tuple[Feature, ...]
    """Delivered at least once."""
    accesses: Mapping[Access, tuple[Feature, ...]]
    asked_before: tuple[Feature, ...]
    """What clients publish, where the backend decides who may."""
    told: tuple[Feature, ...]
    """What clients publish and the backend must hear of: it decides who may, or keeps the record of all changes."""
    told_rate: Fraction
    """Messages of these features a second."""
    mean_told_rate: Fraction
    """The same on average."""
    requests: tuple[Feature, ...]
    queued: tuple[Feature, ...]
    """Where the spec asks for what is sent offline to be queued."""
    documents: Mapping[Sync, tuple[Feature, ...]]
    everybody: bool
    """Whether there is a channel that all users are in: what it asks for grows with them."""
    polled: int
    """Features that poll the team's own API, and are no concern of a provider's."""
    metered: Metered
