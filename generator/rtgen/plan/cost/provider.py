"""What the provider itself bills: its plan and what is metered beside it, by its own counting.

Each environment is priced as an account of its own, by the cheapest plan that fits it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from rtgen.decide.decisions import Candidate
from rtgen.decide.provider.candidates import SERVICES, candidate, offer_of, service_of, usage
from rtgen.decide.provider.growth import scaled
from rtgen.decide.provider.need import Need
from rtgen.domain.vocabulary import Provider
from rtgen.plan.bill import ZERO, CostLine
from rtgen.plan.cost.line import TWICE, decimal, exact, rounded
from rtgen.record import NamedTuple


class Priced(NamedTuple):
    """A provider's plan at one load."""

    plan: Candidate
    base: Fraction | None
    """USD a month whatever is sent; None where the price is asked for, or no plan fits."""

    @property
    def amounts(self) -> dict[str, Decimal]:
        """USD a month of what is metered, by what is counted."""
        return {line.what: decimal(line.amount) for line in self.plan.bill if line.what != self._named}

    @property
    def _named(self) -> str:
        return f"{self.plan.tier} plan"


def priced(need: Need, provider: Provider) -> Priced:
    """The provider's cheapest plan that fits a need."""
    service = next(each for each in SERVICES if each.provider is provider)
    plan = candidate(need, service)
    return Priced(plan, offer_of(plan).base if plan.fits else None)


def bill(need: Need, provider: Provider, factor: Fraction) -> Iterator[CostLine]:
    """The provider's lines for so many times the need's load."""
    at_spec = priced(scaled(need, factor), provider)
    at_twice = priced(scaled(need, factor * TWICE), provider)
    yield _plan(at_spec, at_twice)
    if at_spec.base is None:
        return
    metered = {line.what: line for line in (*at_twice.plan.bill, *at_spec.plan.bill)}
    for what in dict.fromkeys((*at_spec.amounts, *at_twice.amounts)):
        now = next((line for line in at_spec.plan.bill if line.what == what), None)
        known = at_twice.base is not None
        yield CostLine(
            f"{at_spec.plan.title}: {what}",
            f"{rounded(decimal(now.quantity)) if now else 0} × {exact(decimal(metered[what].price))}",
            ZERO,
            at_spec.amounts.get(what, ZERO),
            at_twice.amounts.get(what, ZERO) if known else None,
            metered[what].source,
            quote=not known,
        )


def _plan(now: Priced, twice: Priced) -> CostLine:
    title = f"{now.plan.title} {now.plan.tier} plan"
    if now.base is None and not now.plan.fits:
        return CostLine(title, "no plan fits, so that no price can be told", None, None, None, None, quote=True)
    if now.base is None:
        listed = decimal(usage(now.plan.bill))
        most = f"; at list rates the usage is at most {listed:,.0f} USD" if listed else ""
        return CostLine(title, f"no published price: ask for a quote{most}", None, None, None, None, quote=True)
    working = f"1 × {exact(decimal(now.base))}"
    if twice.base is None:
        then = "no plan with a published price fits: ask for a quote"
    else:
        then = "" if twice.plan.tier == now.plan.tier else f"{twice.plan.tier}, 1 × {exact(decimal(twice.base))}"
    return CostLine(
        title,
        f"{working}; at twice {then}" if then else working,
        decimal(now.base),
        decimal(now.base),
        None if twice.base is None else decimal(twice.base),
        service_of(now.plan).base_source,
        quote=twice.base is None,
    )
