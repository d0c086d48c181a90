"""The shape of what a provider sells: its plans with their limits, what it can do, and how it counts.

Every figure is cited. What a provider does not publish is unknown, and never a number.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction

from rtgen.decide.decision import Source
from rtgen.decide.decisions import BillLine, Sdk
from rtgen.decide.provider.need import Metered, Need
from rtgen.domain.vocabulary import Access, Ordering, Provider, Sync
from rtgen.record import NamedTuple


class Stated(StrEnum):
    """What a provider says of a limit."""

    LIMITED = "limited"
    UNLIMITED = "unlimited"
    BY_CONTRACT = "by contract"
    UNKNOWN = "unknown"


class Bound(NamedTuple):
    """A limit as the provider publishes it."""

    stated: Stated
    value: Fraction
    """What is allowed at most; without a meaning unless it is limited."""
    source: Source

    def below(self, asked: Fraction | int) -> bool:
        """Whether less is allowed than is asked."""
        return self.stated is Stated.LIMITED and self.value < asked


def at_most(value: int, source: Source) -> Bound:
    """A published number."""
    return Bound(Stated.LIMITED, Fraction(value), source)


def unlimited(source: Source) -> Bound:
    """The provider says that there is no limit."""
    return Bound(Stated.UNLIMITED, Fraction(0), source)


def by_contract(source: Source) -> Bound:
    """The number is agreed with the provider."""
    return Bound(Stated.BY_CONTRACT, Fraction(0), source)


def unknown(source: Source) -> Bound:
    """The provider publishes no number; the source is where it was looked for."""
    return Bound(Stated.UNKNOWN, Fraction(0), source)


class Limits(NamedTuple):
    """The limits of one plan; None where the provider counts in another way, by a limit that stands here too."""

    connections: Bound
    connection_rate: Bound
    """New connections a second."""
    message_size: Bound
    """Bytes; where a page says KB, 1,000 of them, the stricter reading."""
    message_rate: Bound | None
    """Messages a second, in and out, of the account."""
    publish_rate: Bound | None
    """Messages a second that are published, of the account."""
    messages_an_hour: Bound | None
    messages_a_day: Bound | None
    messages_a_month: Bound | None
    channel_rate: Bound | None
    """Messages a second that are published into one channel."""
    sends: Bound | None
    """Messages a second that one connection publishes."""
    hears: Bound | None
    """Messages a second that one connection receives."""
    channels: Bound | None
    """In use at the same time."""
    channels_a_connection: Bound
    joins: Bound | None
    """Channels that are joined a second."""
    namespaces: Bound | None
    presence_members: Bound
    """Of one channel."""
    presence_rate: Bound | None
    """Presence messages a second of the account."""
    told_rate: Bound | None
    """Messages a second that the backend is told of; what is above is dropped."""
    history: Bound
    """Seconds."""


class Offer(NamedTuple):
    """A plan that a provider sells."""

    name: str
    base: Fraction | None
    """USD a month; None where the price is asked for."""
    limits: Limits


class Names(NamedTuple):
    """What a channel may be called."""

    prefix: int
    """Letters that the provider's kinds of channels take at the front at most."""
    longest: int | None
    """Letters; None where none is published."""
    part: int | None
    """Letters of each part between separators."""
    source: Source
    of_public: tuple[str, ...] = ()
    """Beginnings by which the provider takes a public channel for one of another kind."""
    of_others: tuple[str, ...] = ()
    """Those by which it does so behind the prefix that all other channels have."""


class Hook(StrEnum):
    """When the backend hears of what a client publishes."""

    AFTER = "after"
    NEVER = "never"


class Abilities(NamedTuple):
    """What a provider does, in every plan, each with its source."""

    ordering: tuple[Ordering | None, Source]
    """The widest order that it promises; None where it publishes none."""
    at_least_once: tuple[bool, Source]
    resume: tuple[int, Source]
    """Seconds after which a client that was away has lost its place, without history."""
    names: Names
    regions: tuple[frozenset[str] | None, Source]
    """AWS regions; None for a network that is not bound to one."""
    resident: tuple[frozenset[str], Source]
    """Plans in which data can be kept within a region; all others serve from anywhere. Only where regions are None."""
    accesses: tuple[frozenset[Access], Source]
    hook: tuple[Hook, Source]
    replies: tuple[bool, Source]
    """Whether a client's request is answered over its connection."""
    queue: tuple[int | None, Source]
    """Seconds that the SDK keeps what a client sends while it is away; None where none is published."""
    documents: tuple[frozenset[Sync], Source]
    """Kinds of document editing whose updates it can carry, with the snapshots kept elsewhere."""
    keeps: tuple[int, Source] | None = None
    """Seconds that it keeps history by itself, where more of what its plans allow must be asked for."""
    counts_told: bool = False
    """Whether what it tells the backend counts as a message."""


class Service(NamedTuple):
    """A provider with its plans, the smallest first."""

    name: str
    title: str
    provider: Provider | None
    """None for a service that stands in the comparison alone."""
    offers: tuple[Offer, ...]
    abilities: Abilities
    metered: Callable[[Offer, Metered], tuple[BillLine, ...]]
    """What a month costs beside the base, by the provider's own counting."""
    base_source: Source
    remark: str
    sdk: Sdk | None = None
    """How its clients connect; None for a service that stands in the comparison alone."""

    def messages(self, need: Need) -> Fraction:
        """In and out, a second at the peak with growth, as the service counts them."""
        return need.published + need.delivered + (need.told_rate if self.abilities.counts_told else 0)

    def mean_messages(self, need: Need) -> Fraction:
        """The same on average."""
        return need.mean_messages + (need.mean_told_rate if self.abilities.counts_told else 0)
