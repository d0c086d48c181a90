"""Exact arithmetic that remembers how it was done.

A `Term` carries its value and its text together, so that the working printed beside a figure is the arithmetic
that was evaluated, and not a second telling of it. Assumptions that entered stay with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from rtgen.decide.decision import Figure
from rtgen.decide.limits import Limit

_SUM, _PRODUCT, _ATOM = 1, 2, 3
"""How strongly a term's outermost operation binds."""
Amount = tuple[Sequence[str], int, int]
"""Names that each stand for the same amount, its numerator and its denominator: thousands are summed, and fractions are
slow to make."""
SHOWN = 4
"""Terms of a sum that are written out; the rest stands there as one number."""


class Term:
    """A number and the arithmetic that it came from."""

    __slots__ = ("assumed", "binds", "text", "value")

    def __init__(self, value: Fraction, text: str, binds: int = _ATOM, assumed: tuple[Limit, ...] = ()) -> None:
        self.value = value
        self.text = text
        self.binds = binds
        self.assumed = assumed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and (self.value, self.text) == (other.value, other.text)

    def __hash__(self) -> int:
        return hash((self.value, self.text))

    @property
    def absent(self) -> bool:
        """A plain 0: what nothing asked for is left out of the working."""
        return self.binds == _ATOM and self.text == "0"

    def __add__(self, other: Term) -> Term:
        if self.absent or other.absent:
            return other if self.absent else self
        return Term(self.value + other.value, f"{self.text} + {other.text}", _SUM, _merged((self, other)))

    def __mul__(self, other: Term) -> Term:
        if self.absent:
            return self
        return Term(self.value * other.value, f"{_within(self)} × {_within(other)}", _PRODUCT, _merged((self, other)))

    def __truediv__(self, other: Term) -> Term:
        if self.absent:
            return self
        divisor = other.text if other.binds == _ATOM else f"({other.text})"
        return Term(self.value / other.value, f"{_within(self)} ÷ {divisor}", _PRODUCT, _merged((self, other)))


def number(value: Fraction | int) -> Term:
    """A number that stands for itself."""
    exact = Fraction(value)
    text = decimal(exact)
    return Term(exact, text, _PRODUCT if "/" in text else _ATOM)


def limit(of: Limit) -> Term:
    """A number from rtgen.decide.limits; an assumption stays visible in all that is computed with it."""
    term = number(of.value)
    return Term(of.value, term.text, term.binds, (of,)) if of.assumed else term


def ceil(term: Term) -> Term:
    """The next whole number at or above; a whole number that was not computed stays as it is."""
    if term.binds == _ATOM and term.value.denominator == 1:
        return term
    return Term(Fraction(math.ceil(term.value)), f"ceil({term.text})", _ATOM, term.assumed)


def floor(term: Term) -> Term:
    """The next whole number at or below."""
    return Term(Fraction(math.floor(term.value)), f"floor({term.text})", _ATOM, term.assumed)


def largest(*terms: Term) -> Term:
    """The largest of the terms."""
    return Term(max(each.value for each in terms), f"max({_listed(terms)})", _ATOM, _merged(terms))


def smallest(*terms: Term) -> Term:
    """The smallest of the terms."""
    return Term(min(each.value for each in terms), f"min({_listed(terms)})", _ATOM, _merged(terms))


def total(terms: Iterable[Term]) -> Term:
    """The sum of the terms; 0 of none."""
    each = list(terms)
    if not each:
        return number(0)
    whole = each[0]
    for term in each[1:]:
        whole += term
    return whole


def sum_of(amounts: Iterable[Amount]) -> tuple[Term, str]:
    """The sum of named amounts, and the names in its order: the largest few by themselves, the others as one number."""
    each = [amount for amount in amounts if amount[1]]
    few = ((-(top // bottom), name, top, bottom) for names, top, bottom in each for name in sorted(names)[:SHOWN])
    shown = sorted(few)[:SHOWN]
    values = [Fraction(top, bottom) for _, _, top, bottom in shown]
    terms, listed = list(map(number, values)), [name for _, name, _, _ in shown]
    others = sum(len(names) for names, _, _ in each) - len(shown)
    if others:
        terms.append(number(exact_sum(each) - sum(values)))
        listed.append(f"{others} more")
    return total(terms), ", ".join(listed)


def exact_sum(amounts: Iterable[Amount]) -> Fraction:
    """The sum of amounts, each as often as it has names; by denominator, because thousands of features share a few."""
    numerators: dict[int, int] = {}
    for names, top, bottom in amounts:
        numerators[bottom] = numerators.get(bottom, 0) + top * len(names)
    return sum((Fraction(top, bottom) for bottom, top in numerators.items()), Fraction(0))


def figure(name: str, unit: str, term: Term, note: str = "") -> Figure:
    """The term as a figure. Its value must be whole: what a machine, a request or a second is counted in."""
    if term.value.denominator != 1:
        raise ValueError(f"{name} is not whole: {term.text} = {term.value}")
    worked = term.text if term.text == str(term.value) else f"{term.text} = {term.value}"
    return Figure(name, int(term.value), unit, "; ".join((worked, *([note] if note else []), *_assumptions(term))))


def decimal(value: Fraction) -> str:
    """The number as an exact decimal, or as a fraction where it has none: `0.05`, `200/3`."""
    if value.denominator == 1:
        return str(value.numerator)
    places, rest = 0, value.denominator
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    whole, part = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    return f"{'-' if value < 0 else ''}{whole}.{part:0{places}d}"


def _within(term: Term) -> str:
    return f"({term.text})" if term.binds == _SUM else term.text


def _listed(terms: Iterable[Term]) -> str:
    return ", ".join(each.text for each in terms)


def _merged(terms: Iterable[Term]) -> tuple[Limit, ...]:
    return tuple(dict.fromkeys(assumed for term in terms for assumed in term.assumed))


def _assumptions(term: Term) -> Iterator[str]:
    for assumed in term.assumed:
        yield f"assumption: {decimal(assumed.value)} {assumed.what}"
