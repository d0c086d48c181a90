"""The load at which running the gateway and paying a provider cost the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import count
from typing import Protocol, TypeAlias

from rtgen.decide.decisions import Candidate
from rtgen.decide.provider.candidates import service_of, usage
from rtgen.decide.provider.carries import FURTHEST, carries
from rtgen.decide.provider.growth import metered
from rtgen.decide.provider.need import Need
from rtgen.decide.steps import STEP, between
from rtgen.record import NamedTuple

Monthly: TypeAlias = Callable[[Fraction], Fraction]
"""USD a month at so many times the declared load."""


class Crossing(NamedTuple):
    """Where the prices cross: just below it the provider is cheaper, from it on the own gateway."""

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


class Own(Protocol):
    """What servers of one's own cost by the load."""

    def monthly(self, factor: Fraction) -> Fraction:
        """USD a month at so many times the declared load, by the rules that a plan of it follows."""

    def near(self, factor: Fraction) -> Monthly:
        """About the same for loads near this one, at less trouble."""


def break_even(own: Own, of: Candidate, need: Need, beside: Callable[[], Monthly] | None = None) -> BreakEven:
    """The load from which the own gateway is not dearer.

    Prices that go in steps may cross more than once, and jump past each other: then this is one of the crossings.
    `beside` makes what the stack around the provider costs; None for what stands in the comparison alone.
    """
    curve = curve_of(of, need)
    if not curve.most:
        working = f"{of.title}: no plan with a published price carries even a hundredth of the declared load"
        return BreakEven(of.name, of.title, None, working)
    around = None if beside is None else beside()

    def managed(factor: Fraction) -> Fraction:
        return curve.monthly(factor) + (around(factor) if around else 0)

    title = of.title if around is None else f"{of.title} with the stack around it"
    ends = [_Both(each, managed(each), own.monthly(each)) for each in (STEP, curve.most)]
    if ends[0].dearer or not ends[1].dearer:
        return BreakEven(of.name, of.title, None, f"{title}: {_uncrossed(ends)}")
    at = _crossing(managed, own, ends[1])
    found = Crossing(
        factor=at.factor,
        connections=-(-need.metered.connections * at.factor // 1),
        messages=(need.published + need.delivered) * at.factor,
        self_hosted=at.own,
        managed=at.managed,
    )
    return BreakEven(of.name, of.title, found, f"{title}: {_crossed(found)}")


class _Both(NamedTuple):
    """What both cost at one load."""

    factor: Fraction
    managed: Fraction
    own: Fraction

    @property
    def dearer(self) -> bool:
        """Whether the provider is, or costs as much."""
        return self.managed >= self.own

    @property
    def said(self) -> str:
        return f"{_usd(self.managed)} against your own {_usd(self.own)} at {float(self.factor):g} ×"


def _crossing(managed: Monthly, own: Own, last: _Both) -> _Both:
    """The first step at which the provider is dearer, after one at which it is not.

    Looked for where the bill of a known load, carried on, would cross; each third time by halving, so that it ends.
    """
    low, found, known = 1, last, min(last.factor, Fraction(1))
    for lap in count(1):
        high = int(found.factor / STEP)
        if high - low == 1:
            break
        guess = _guess(managed, own.near(known), low, high) if lap % 3 else (low + high) // 2
        known = min(guess, high - 1) * STEP
        both = _Both(known, managed(known), own.monthly(known))
        if both.dearer:
            found = both
        else:
            low = int(known / STEP)
    return found


def _guess(managed: Monthly, near: Monthly, low: int, high: int) -> int:
    """The first step between the two at which the provider would be dearer; the last one where none is."""
    return between(low, high, lambda at: managed(at) >= near(at)) + 1


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


def _crossed(at: Crossing) -> str:
    return (
        f"at {at.connections:,} connections and {float(at.messages):,.0f} messages a second "
        f"({float(at.factor):g} × the declared load) {_usd(at.managed)}, your own gateway {_usd(at.self_hosted)}"
    )


def _uncrossed(ends: Sequence[_Both]) -> str:
    """What both cost at the least and at the most load that was looked at."""
    most = ends[-1].factor
    carried = "" if most == FURTHEST else ", the most that its priced plans carry"
    return f"none up to {float(most):g} × the declared load{carried}: {', '.join(each.said for each in ends)}"


def _usd(amount: Fraction) -> str:
    return f"{float(amount):,.2f} USD a month"
