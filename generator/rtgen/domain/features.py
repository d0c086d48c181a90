"""What a valid spec says, with every default filled in: the input of all decisions.

Units: rates are publications a second, sizes bytes, durations seconds; all exact fractions or whole numbers.
"""

from collections.abc import Mapping
from fractions import Fraction

from rtgen.domain.platform import Environment, Platform, Waiver
from rtgen.domain.provenance import Provenance
from rtgen.domain.vocabulary import (
    Access,
    Communication,
    Delivery,
    Kind,
    Offline,
    Ordering,
    Publisher,
    RateUnit,
    Scope,
    Sync,
    Transport,
)
from rtgen.record import NamedTuple


class Audience(NamedTuple):
    """A group of users who are connected. Audiences do not overlap."""

    id: str
    """`default` for the unnamed one."""
    peak_users: int
    """Users online at the same time at peak."""
    mean: Fraction
    """Share of the peak that is online on average over a month; what metered cost is computed from."""
    connections_per_user: Fraction
    growth: Fraction
    """Planning multiplier on the peak."""
    provenance: Provenance


class Channel(NamedTuple):
    """How a feature's messages are divided."""

    scope: Scope
    members: int
    """Users who are subscribed to one channel on average."""
    max_members: int
    """Users who may be subscribed to one channel at most."""
    per_user: int
    """Channels of this feature that one user is subscribed to at the same time."""


class Publish(NamedTuple):
    """What is published."""

    rate: Fraction
    """Publications a second for each `per`."""
    per: RateUnit
    size: int
    """Bytes of one publication's data."""
    by: Publisher


class ForcedTransport(NamedTuple):
    """A transport that the spec fixes, and the reason that it must give."""

    transport: Transport
    because: str


class Feature(NamedTuple):
    """One real-time feature, complete."""

    id: str
    title: str
    kind: Kind | None
    """None where the spec gives `communication` instead of a kind."""
    communication: Communication
    audience: str
    """Id of its audience."""
    users: int
    """Users of this feature at the same time at peak."""
    channel: Channel
    access: Access
    publish: Publish
    latency: Fraction | None
    """Target from publish to delivery, seconds."""
    freshness: Fraction | None
    """How old may be what a user sees, seconds; always set for infrequent features."""
    ordering: Ordering
    delivery: Delivery
    history: int | None
    """How far back a client may read or recover, whole seconds; None for none."""
    offline: Offline
    request_response: bool
    event_sourced: bool
    sync: Sync | None
    """Set for collaborative editing."""
    public_because: str | None
    """The reason for `auth: {public: …}`; None where a token is required."""
    forced: ForcedTransport | None
    renamed_from: str | None
    provenance: Provenance

    @property
    def sends(self) -> bool:
        """Whether its users send: they publish, or they ask and are answered."""
        return self.publish.by is Publisher.CLIENT or self.request_response

    @property
    def asked(self) -> tuple[object, ...]:
        """All that its decisions rest on: everything but its name, its title, and where in the spec it stands."""
        at = self.provenance
        return (*tuple(self)[_ASKED], *at.given, at.default, *at.elsewhere.items())


_ASKED = slice(Feature._fields.index("kind"), Feature._fields.index("provenance"))


class FeatureSet(NamedTuple):
    """A whole valid spec."""

    name: str
    title: str
    context: str
    """Folder of upstream documents, relative to the spec."""
    file: str
    """The spec's path as it was given on the command line; for messages."""
    audiences: Mapping[str, Audience]
    features: tuple[Feature, ...]
    """Sorted by id, so that the order in the spec does not matter."""
    platform: Platform
    environments: tuple[Environment, ...]
    """Sorted by name; never empty."""
    waivers: tuple[Waiver, ...]
    provenance: Provenance
    """Of the top-level keys."""
