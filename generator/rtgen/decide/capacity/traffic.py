"""Figures of what moves: publications, deliveries, egress, polls, heartbeats, and the load balancer's units."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.capacity.demand import Demand
from rtgen.decide.connections import peak_connections
from rtgen.decide.decision import Figure
from rtgen.decide.limits import (
    LCU_BYTES,
    LCU_CONNECTIONS,
    LCU_RULES,
    LONG_POLL_HOLD,
    PING_INTERVAL,
    PUBLISHES_A_CONNECTION,
    SECONDS_AN_HOUR,
)
from rtgen.decide.working import Term, ceil, figure, largest, limit, number


def figures(demand: Demand) -> Iterator[Figure]:
    """The traffic of an environment with its working."""
    load, scale = demand.load, demand.scale
    if demand.connections.value != peak_connections(load.connections, scale).value:
        yield figure("grown_connections", "connections", demand.connections, "at peak, with growth")
    yield figure("publications", "messages/s", ceil(load.publications.at(scale)), load.publications.names)
    yield figure("deliveries", "messages/s", ceil(demand.deliveries), load.deliveries.names)
    yield figure("egress", "bytes/s", demand.egress, "data delivered, and what is around it")
    answers = heartbeat_answers(demand)
    yield figure("heartbeat_answers", "requests/s", answers, "Server-Sent Events answer each ping by a request")
    polls = poll_requests(demand)
    yield figure("poll_requests", "requests/s", polls, "short polling by its interval, long polling by its hold")
    units = largest(
        number(demand.connections.value) / limit(LCU_CONNECTIONS),
        number(demand.egress.value) * number(SECONDS_AN_HOUR) / limit(LCU_BYTES),
        (number(answers.value) + number(polls.value)) / limit(LCU_RULES),
    )
    yield figure("alb_capacity_units", "units at peak", ceil(units), "connections, bytes an hour, rules; largest")
    publishers = publisher_connections(demand)
    yield figure("publisher_connections", "connections", publishers, "keep-alive; a batch carries more")


def heartbeat_answers(demand: Demand) -> Term:
    """Requests a second."""
    return ceil(demand.load.streams.at(demand.scale) / limit(PING_INTERVAL))


def poll_requests(demand: Demand) -> Term:
    """Requests a second."""
    held = demand.load.long_polls.at(demand.scale) / limit(LONG_POLL_HOLD)
    return ceil(demand.load.polls.at(demand.scale) + held)


def publisher_connections(demand: Demand) -> Term:
    """Keep-alive connections of the backend to the publish API."""
    return ceil(demand.load.published_by_server.at(demand.scale) / limit(PUBLISHES_A_CONNECTION))
