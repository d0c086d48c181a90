"""How far back a client may read."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features, ranked

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))


def check(asked: Asked) -> Iterator[Misfit]:
    """History that the spec asks for must be kept; what only a default gave may be lost, and is said."""
    bound = asked.offer.limits.history
    yield from ranked(asked, "history window", bound, asked.need.histories, "history", "of history", span)
    resume, source = asked.service.abilities.resume
    short = [
        feature
        for amount, features in asked.need.default_histories
        if bound.below(amount) and amount > resume
        for feature in features
    ]
    if short:
        text = (
            f"The default history of {span(Fraction(short[0].history or 0))} is not kept by {asked.service.title}: "
            "a client that was away loads its state from your API."
        )
        yield of_features(Verdict.LOSES, "history window", short, "history", text, source)
    yield from _on_request(asked)


def _on_request(asked: Asked) -> Iterator[Misfit]:
    """What the plan allows and the provider keeps only for who has asked it to: no program can."""
    keeps = asked.service.abilities.keeps
    if keeps is None:
        return
    seconds, source = keeps
    longer = [feature for amount, features in asked.need.histories if amount > seconds for feature in features]
    if longer and not asked.offer.limits.history.below(asked.need.histories[0][0]):
        name, wanted = asked.service.title, span(Fraction(longer[0].history or 0))
        text = (
            f"{wanted} of history; {name} keeps {span(Fraction(seconds))} until you ask it for more, which costs extra "
            "and is not in the price."
        )
        yield of_features(Verdict.LOSES, "longer history", longer, "history", text, source)


def span(seconds: Fraction) -> str:
    """In the largest unit that divides it: `7 d`, `5 min`."""
    return next(
        (f"{seconds / factor} {unit}" for factor, unit in _UNITS if seconds % factor == 0), f"{float(seconds):g} s"
    )
