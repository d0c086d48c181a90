"""What one environment asks of its gateway, with the working of each amount."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.connections import planned_connections
from rtgen.decide.limits import FRAME_OVERHEAD
from rtgen.decide.load import Load
from rtgen.decide.working import Term, ceil, limit
from rtgen.record import NamedTuple


class Demand(NamedTuple):
    """The load of one environment: growth and scale are in it."""

    load: Load
    scale: Fraction
    connections: Term
    """At peak."""
    planned: Term
    """With the headroom for reconnecting clients."""
    deliveries: Term
    """A second."""
    egress: Term
    """Bytes a second to clients."""


def demand(load: Load, scale: Fraction) -> Demand:
    """The demand of an environment of this scale."""
    deliveries = load.deliveries.at(scale)
    return Demand(
        load=load,
        scale=scale,
        connections=ceil(load.connections.at(scale)),
        planned=planned_connections(load.connections, scale),
        deliveries=deliveries,
        egress=ceil(load.delivered.at(scale) + deliveries * limit(FRAME_OVERHEAD)),
    )
