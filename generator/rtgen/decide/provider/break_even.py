"""The load at which running the gateway and paying a provider cost the same."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from rtgen.decide.decisions import Candidate
from rtgen.decide.provider.candidates import service_of, usage
from rtgen.decide.provider.carries import FURTHEST, STEP, carries
from rtgen.decide.provider.growth import metered
from rtgen.decide.provider.need import Need
from rtgen.record import NamedTuple

Monthly: TypeAlias = Callable[[Fraction], Fraction]
"""USD a month at so many times the declared load."""


class Crossing(NamedTuple):
    """Where both cost the same: below it the provider is cheaper, from it on the own gateway."""

    factor: Fraction
    """Times the declared load, in hundredths."""
    connections: int
    """At peak."""
    messages: Fraction
    """A second at peak, published and delivered."""
    self_hosted: Fraction
    """USD a month there."""
    managed: Fraction
    """USD a month there; the same, or what the next step of its price makes it."""


class BreakEven(NamedTuple):
    """One provider against the own gateway."""

    name: str
    """The provider's, as a candidate has it."""
    title: str
    at: Crossing | None
    """None where their prices do not cross, or the provider's is not known."""
    working: str


class Curve(NamedTuple):
    """A provider's price by the load."""

    monthly: Monthly
    """Raises ValueError above what the priced plans carry."""
    most: Fraction
    """Times the declared load that its plans with a published price carry; 0 where there are none."""


def break_even(
    self_hosted: Monthly, of: Candidate, need: Need, beside: Callable[[], Monthly] | None = None
) -> BreakEven:
    """The load from which the own gateway is not dearer, found by halving.

    Prices that go in steps may cross more than once, and jump past each other: then this is one of the crossings.
    `beside` makes what the stack around the provider costs; None for what stands in the comparison alone.
    """
    curve = curve_of(of, need)
    if not curve.most:
        working = f"{of.title}: no plan with a published price carries any share of the declared load"
        return BreakEven(of.name, of.title, None, working)
    around = None if beside is None else beside()

    def both(factor: Fraction) -> tuple[Fraction, Fraction]:
        return curve.monthly(factor) + (around(factor) if around else 0), self_hosted(factor)

    def dearer(factor: Fraction) -> bool:
        managed, own = both(factor)
        return managed >= own

    title = of.title if around is None else f"{of.title} with the stack around it"
    if dearer(STEP) or not dearer(curve.most):
        return BreakEven(of.name, of.title, None, f"{title}: {_ends(both, curve.most)}")
    factor = _halved(dearer, curve.most)
    managed, own = both(factor)
    found = Crossing(
        factor=factor,
        connections=-(-need.metered.connections * factor // 1),
        messages=(need.published + need.delivered) * factor,
        self_hosted=own,
        managed=managed,
    )
    return BreakEven(of.name, of.title, found, f"{title}: {_crossing(found)}")


def curve_of(of: Candidate, need: Need) -> Curve:
    """What the provider costs by the load: at each its cheapest plan that carries it and has a price."""
    service = service_of(of)
    offers = [(carries(need, service, each), each) for each in service.offers if each.base is not None]

    def monthly(factor: Fraction) -> Fraction:
        of_load = metered(need, factor)
        return min(
            (offer.base or 0) + usage(service.metered(offer, of_load)) for most, offer in offers if factor <= most
        )

    return Curve(monthly, max((most for most, _ in offers), default=Fraction(0)))


def _halved(dearer: Callable[[Fraction], bool], most: Fraction) -> Fraction:
    """The first step at which it is, between one at which it is not and one at which it is."""
    low, high = 1, int(most / STEP)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if dearer(middle * STEP) else (middle, high)
    return high * STEP


def _crossing(at: Crossing) -> str:
    return (
        f"at {at.connections:,} connections and {float(at.messages):,.0f} messages a second "
        f"({float(at.factor):g} × the declared load) {_usd(at.managed)}, the own gateway {_usd(at.self_hosted)}"
    )


def _ends(both: Callable[[Fraction], tuple[Fraction, Fraction]], most: Fraction) -> str:
    """What both cost at the least and at the most load that was looked at."""

    def at(factor: Fraction) -> str:
        managed, own = both(factor)
        return f"{_usd(managed)} against {_usd(own)} at {float(factor):g} ×"

    carried = "" if most == FURTHEST else ", the most that its priced plans carry"
    return f"none up to {float(most):g} × the declared load{carried}: {at(STEP)}, {at(most)}"


def _usd(amount: Fraction) -> str:
    return f"{float(amount):,.2f} USD a month"
