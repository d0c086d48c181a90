"""How many requests one public address may send in five minutes, so that an office survives an outage."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.decision import Figure
from rtgen.decide.decisions import Reconnect
from rtgen.decide.limits import MILLI, PING_INTERVAL, WAF_LEAST, WAF_MOST, WAF_WINDOW
from rtgen.decide.load import Load
from rtgen.decide.working import Term, ceil, figure, largest, limit, number, smallest

REQUESTS_AN_ATTEMPT = 2
"""The connection itself, and the subscriptions where they travel as a request (SSE and HTTP streaming)."""


def requests_per_address(load: Load, users: int, reconnect: Reconnect) -> Term:
    """Requests in the window when everybody behind one address tries to come back all the time.

    users × (connections × (2 × attempts + pings) + what a user publishes by requests and polls), within AWS's bounds.
    """
    window = number(WAF_WINDOW.value)
    pings = ceil(window / limit(PING_INTERVAL))
    attempts = number(REQUESTS_AN_ATTEMPT) * number(attempts_in_window(reconnect).value)
    connections = number(load.connections_a_user) * (attempts + number(pings.value))
    others = number(load.requests_a_user) * window
    needed = ceil(number(users) * (connections + others))
    return smallest(limit(WAF_MOST), largest(limit(WAF_LEAST), needed))


def attempts_in_window(reconnect: Reconnect) -> Term:
    """Attempts of one client in an outage as long as the window, from the SDK's mean waits, which double."""
    minimum, maximum = Fraction(reconnect.min_delay_ms, MILLI), Fraction(reconnect.max_delay_ms, MILLI)
    left, attempts, bound = WAF_WINDOW.value, 0, minimum
    while bound < maximum and left > 0:
        left -= mean_wait(minimum, bound, maximum)
        attempts += 1
        bound *= 2
    if left <= 0:
        return number(attempts)
    return number(attempts) + ceil(number(left) / number(mean_wait(minimum, maximum, maximum)))


def mean_wait(minimum: Fraction, bound: Fraction, maximum: Fraction) -> Fraction:
    """Mean of `min(maximum, minimum + random(0, bound))`, in the unit of its arguments (centrifuge-js 5.8.0)."""
    if minimum + bound <= maximum:
        return minimum + bound / 2
    below = maximum - minimum
    return maximum - below * below / (2 * bound)


def figures(load: Load, users: int, reconnect: Reconnect) -> Iterator[Figure]:
    """The limit with its working."""
    yield figure(
        "reconnect_attempts",
        "attempts of a client",
        attempts_in_window(reconnect),
        "in an outage of five minutes: the waits that double, then the longest ones",
    )
    yield figure(
        "waf_requests",
        "requests an address in 5 min",
        requests_per_address(load, users, reconnect),
        "users of an address × (connections × (2 × attempts + pings) + publications and polls)",
    )
