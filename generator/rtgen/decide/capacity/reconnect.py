"""How clients come back after many were closed at once, so that the tasks that are left can accept them.

A deployment with 100 % healthy at least stops all old tasks together once the new ones stand, and the load balancer
cuts what was open; the loss of a zone closes its share. centrifuge-js first waits between min and 2 × min at random,
so the storm is spread over min seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.capacity.demand import Demand
from rtgen.decide.capacity.tasks import Tasks
from rtgen.decide.decision import Figure
from rtgen.decide.decisions import Reconnect
from rtgen.decide.limits import (
    DELAY_STEP_MS,
    LCU_NEW_CONNECTIONS,
    MAX_DELAY_FACTOR,
    MAX_DELAY_MS,
    MILLI,
    MIN_DELAY_MS,
)
from rtgen.decide.working import Term, ceil, figure, largest, limit, number
from rtgen.domain.vocabulary import Tier
from rtgen.record import NamedTuple


class Storm(NamedTuple):
    """Connections that are closed at once, and what is there to take them."""

    cause: str
    connections: Term
    accepted: Term
    """A second."""

    @property
    def spread(self) -> Fraction:
        """Seconds over which the connections must be spread."""
        return self.connections.value / self.accepted.value


def storms(demand: Demand, tasks: Tasks, tier: Tier, zones: int) -> tuple[Storm, ...]:
    """Every storm that is planned for; the first is that of a deployment."""
    number_of_tasks = number(tasks.least.value)
    rate = number(tasks.connect_rate.value)
    connections = number(demand.connections.value)
    deployment = Storm("deployment", connections, number_of_tasks * rate)
    if tier is Tier.SINGLE:
        return (deployment,)
    lost = number(-(-tasks.least.value.numerator // zones))
    left = number(tasks.least.value - lost.value)
    return (deployment, Storm("zone loss", ceil(connections * lost / number_of_tasks), left * rate))


def reconnect(of: tuple[Storm, ...]) -> tuple[Reconnect, Storm]:
    """The waits that keep the worst storm below what is accepted, and which one it is."""
    worst = max(of, key=lambda storm: storm.spread)
    minimum, maximum = _minimum(worst), _maximum(worst)
    rate = ceil(_rate(worst, minimum))
    return (
        Reconnect(
            min_delay_ms=int(minimum.value),
            max_delay_ms=int(maximum.value),
            storm_connections=int(worst.connections.value),
            storm_rate=int(rate.value),
            accept_rate=int(worst.accepted.value),
        ),
        worst,
    )


def figures(of: tuple[Storm, ...]) -> Iterator[Figure]:
    """The waits and the storms with their working."""
    _, worst = reconnect(of)
    minimum = _minimum(worst)
    yield figure("reconnect_min_delay", "ms", minimum, f"{worst.cause}: connections ÷ what is accepted a second")
    yield figure("reconnect_max_delay", "ms", _maximum(worst))
    for storm in of:
        name = storm.cause.replace(" ", "_")
        rate = ceil(_rate(storm, minimum))
        yield figure(f"storm_{name}", "connections/s", rate, "closed at once ÷ the first retry's window in s")
        yield figure(f"accepted_{name}", "connections/s", storm.accepted, "tasks × connect rate")
    units = ceil(number(ceil(_rate(worst, minimum)).value) / limit(LCU_NEW_CONNECTIONS))
    yield figure("alb_capacity_units_storm", "units", units, "in the hour of a storm")


def _minimum(worst: Storm) -> Term:
    spread = number(worst.connections.value) * number(MILLI) / number(worst.accepted.value)
    stepped = ceil(spread / limit(DELAY_STEP_MS)) * limit(DELAY_STEP_MS)
    return largest(limit(MIN_DELAY_MS), stepped)


def _maximum(worst: Storm) -> Term:
    return largest(limit(MAX_DELAY_MS), limit(MAX_DELAY_FACTOR) * number(_minimum(worst).value))


def _rate(storm: Storm, minimum: Term) -> Term:
    return number(storm.connections.value) / number(minimum.value / MILLI)
