"""The topology of a stack that runs its own gateway: the tier, how Redis stands between its tasks, and the cookie."""

from __future__ import annotations

from rtgen.decide.decision import Decision, Figure
from rtgen.domain.vocabulary import RedisMode, Tier
from rtgen.record import NamedTuple


class TierEdge(NamedTuple):
    """An edge of the band around a threshold of the tier, within which the recorded one stays."""

    connections: int
    """The last with which it stays."""
    then: Tier
    """The tier beyond."""


class TierDecision(NamedTuple):
    """The tier, and how far the next one is."""

    decision: Decision[Tier]
    peak_connections: Figure
    max_connections: Figure
    threshold: int | None
    """Connections above which the next tier is chosen; None where none follows."""
    stays_to: TierEdge | None
    """To where it stays when the load grows, once it is recorded; None where none follows, or the spec forces it."""
    falls: TierEdge | None
    """To where it stays when the load shrinks; None where that is far, or the spec forces it."""


class RedisDecision(NamedTuple):
    """Whether and how Redis carries messages and keeps state."""

    decision: Decision[RedisMode | None]
    shards: int
    replicas: int
    """Replicas of each shard's primary."""


class StickySessions(NamedTuple):
    """Whether the load balancer's cookie is set, and for how long."""

    enabled: bool
    seconds: int
    """Life of the cookie; 0 when disabled."""
