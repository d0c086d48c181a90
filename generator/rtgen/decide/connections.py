"""Connections at peak, and those that are planned for."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.limits import HEADROOM
from rtgen.decide.load import Flow
from rtgen.decide.working import Term, ceil, limit, number, total


def peak_connections(connections: Flow, scale: Fraction) -> Term:
    """Connections at the declared peak, without growth."""
    peak = connections.declared(scale)
    return peak if peak.value.denominator == 1 else ceil(peak)


def exactly_planned(connections: Flow, scale: Fraction) -> Fraction:
    """What planned_connections rounds up."""
    return connections.at(scale).value * HEADROOM.value


def planned_connections(connections: Flow, scale: Fraction) -> Term:
    """`ceil(peak × growth × 1.5)`, times the environment's scale."""
    growth = connections.growth
    if growth is None:
        grown = total(term * number(each) for each, term in connections.parts)
    else:
        grown = total(term for _, term in connections.parts) * number(growth)
    room = grown * limit(HEADROOM)
    return ceil(room if scale == 1 else room * number(scale))
