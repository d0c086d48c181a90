"""The load at which running the gateway and paying a provider cost the same."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from rtgen.decide.decisions import Candidate
from rtgen.decide.provider.candidates import SERVICES, candidate
from rtgen.decide.provider.growth import scaled
from rtgen.decide.provider.need import Need
from rtgen.record import NamedTuple

Monthly: TypeAlias = Callable[[Fraction], Fraction | None]
"""USD a month at so many times the declared load; None where it is not known."""
STEPS = 100
"""Steps of the declared load in which break-even is searched for."""
FURTHEST = 100
"""Times the declared load up to which it is searched for."""


class BreakEven(NamedTuple):
    """Where both cost the same: below it the provider is cheaper, above it the own gateway."""

    factor: Fraction
    """Times the declared load."""
    connections: int
    """At peak."""
    messages: Fraction
    """A second at peak, published and delivered."""
    self_hosted: Fraction
    """USD a month there."""
    managed: Fraction
    """USD a month there; the same, or what the next step of its price makes it."""
    working: str


def break_even(
    self_hosted_monthly: Monthly, of: Candidate, need: Need, beside: Monthly | None = None
) -> BreakEven | None:
    """The load, in hundredths of the declared one, from which the own gateway is not dearer, found by halving.

    Prices that go in steps may cross more than once, and jump past each other: then this is one of the crossings.
    `beside` is what the stack around the provider costs; None for what stands in the comparison alone.
    None where the provider is cheaper at every load that it carries, dearer at every one, or has no price.
    """
    provider_monthly = monthly_of(of, need)

    def managed_monthly(factor: Fraction) -> Fraction | None:
        known, around = provider_monthly(factor), Fraction(0) if beside is None else beside(factor)
        return None if known is None or around is None else known + around

    def dearer(step: int) -> bool | None:
        managed, own = managed_monthly(Fraction(step, STEPS)), self_hosted_monthly(Fraction(step, STEPS))
        return None if managed is None or own is None else managed >= own

    low, high = 1, _last(managed_monthly)
    if high is None or dearer(low) is not False or dearer(high) is not True:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if dearer(middle) else (middle, high)
    factor = Fraction(high, STEPS)
    own, managed = self_hosted_monthly(factor), managed_monthly(factor)
    if own is None or managed is None:
        return None
    connections = -(-need.metered.connections * factor // 1)
    messages = (need.published + need.delivered) * factor
    load = f"{connections:,} connections and {float(messages):,.0f} messages a second"
    load += f" ({float(factor):g} × the declared load)"
    title = of.title if beside is None else f"{of.title} with the stack around it"
    return BreakEven(factor, connections, messages, own, managed, _working(title, load, own, managed))


def monthly_of(of: Candidate, need: Need) -> Monthly:
    """What the provider costs by the load: its cheapest plan that fits at each; None where none with a price does."""
    service = next(each for each in SERVICES if each.name == of.name)

    def monthly(factor: Fraction) -> Fraction | None:
        at = candidate(scaled(need, factor), service)
        return at.monthly if at.fits else None

    return monthly


def _last(monthly: Monthly) -> int | None:
    """The largest step at which the provider has a price, by doubling and halving."""
    if monthly(Fraction(1, STEPS)) is None:
        return None
    low, high = 1, STEPS * FURTHEST
    if monthly(Fraction(high, STEPS)) is not None:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if monthly(Fraction(middle, STEPS)) is not None else (low, middle)
    return low


def _working(title: str, load: str, own: Fraction, managed: Fraction) -> str:
    return f"{load}: {title} {float(managed):,.2f} USD a month, the own gateway {float(own):,.2f} USD a month"
