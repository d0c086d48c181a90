"""`--allow-destroy NAME`: who consents to what is not there has most likely misspelt what is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rtgen import pipeline
from rtgen.commands import console
from rtgen.pipeline import Planned


def misspelt(plans: Sequence[Planned], names: Iterable[str]) -> bool:
    """Says of each name that lets nothing go why that is so; whether one of them is no resource's at all."""
    going = sorted({each.name for planned in plans for each in planned.gone})
    idle = sorted(set(names) - set(going))
    known = pipeline.resource_names(plans) if idle else frozenset()
    for name in idle:
        if name in known:
            console.err(f"rtgen: --allow-destroy {name}: it stays, and there is nothing to allow")
        else:
            console.err(f"rtgen: --allow-destroy {name}: no resource has that name; {_hint(name, going, known)}")
    return not known.issuperset(idle)


def _hint(name: str, going: Sequence[str], known: Iterable[str]) -> str:
    from rtgen.spec.spelling import nearest  # noqa: PLC0415 - only errors need it

    near = nearest(name, going) or nearest(name, sorted(known))
    if near is not None:
        return f"did you mean {near}?"
    return f"what would go is {', '.join(going)}" if going else "nothing that holds state leaves the plan"
