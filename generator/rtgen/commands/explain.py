"""`rtgen explain`: why a spec is decided as it is, or what a rule says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rtgen import pipeline
from rtgen.commands import console
from rtgen.commands.validate import complain
from rtgen.spec.spelling import nearest

if TYPE_CHECKING:
    from rtgen.render.explain import Look


def run(subject: str, feature: str | None, out: Path | None) -> int:
    """Prints the explanation; 2 where the spec is invalid, or there is no such feature or rule."""
    if _is_rule(subject) and not Path(subject).exists():
        return _rule(subject)
    from rtgen.explanation import explain as explained  # noqa: PLC0415
    from rtgen.render import explain  # noqa: PLC0415
    from rtgen.spec import SpecRejected  # noqa: PLC0415

    try:
        explanation = explained(Path(subject), feature, out)
    except SpecRejected as rejected:
        complain(rejected.diagnostics)
        return 2
    if explanation is None:
        (features,) = pipeline.validate([Path(subject)])
        known = [each.id for each in features.features]
        near = nearest(feature or "", known)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(known[:12])}"
        console.err(f"rtgen: {subject} has no feature {feature!r}; {hint}")
        return 2
    complain(explanation.warnings)
    evens = [each.working for each in explanation.break_evens]
    console.out(explain.text(explanation.features, explanation.shared, explanation.decisions, evens, _look()))
    return 0


def _is_rule(subject: str) -> bool:
    """Whether this is the id of a rule rather than a file."""
    letters = subject.rstrip("0123456789").upper()
    return letters in {"T", "RT"} and len(subject) > len(letters)


def _rule(subject: str) -> int:
    from rtgen.commands.catalogue import all_rules  # noqa: PLC0415
    from rtgen.context import forms  # noqa: PLC0415
    from rtgen.decide.grounds import grounds  # noqa: PLC0415
    from rtgen.render import rule as page  # noqa: PLC0415
    from rtgen.rulebook import examples  # noqa: PLC0415

    known = {rule.id: rule for rule in all_rules()}
    rule = known.get(subject.upper())
    if rule is None:
        near = nearest(subject.upper(), known)
        hint = f"did you mean {near}? " if near else ""
        console.err(f"rtgen: there is no rule {subject}; {hint}`rtgen rules` lists them")
        return 2
    console.out(page.text(rule, examples(rule), grounds(rule.id), _look(), forms(rule.id)))
    return 0


def _look() -> Look:
    from rtgen.render.explain import Look  # noqa: PLC0415

    return Look(console.width(), console.colour(sys.stdout), console.unicode(sys.stdout))
