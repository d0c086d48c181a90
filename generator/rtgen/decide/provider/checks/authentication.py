"""Who may subscribe, and who decides it."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit, Verdict
from rtgen.decide.provider.asked import Asked, of_features


def check(asked: Asked) -> Iterator[Misfit]:
    """Each way of access that a feature asks for must be one of the provider's."""
    accesses, source = asked.service.abilities.accesses
    for access in sorted(asked.need.accesses.keys() - accesses):
        text = f"Access is {access.value}; {asked.service.title} has no way to check it."
        yield of_features(Verdict.REJECTS, "authentication", asked.need.accesses[access], "access", text, source)
