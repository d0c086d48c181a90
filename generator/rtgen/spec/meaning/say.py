"""How a check across fields says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rtgen.diagnostics import Diagnostic
from rtgen.domain.features import FeatureSet
from rtgen.spec import rules
from rtgen.spec.document import SpecDocument

Path = tuple[str | int, ...]
Check = Callable[[SpecDocument, FeatureSet], Iterator[Diagnostic]]


def say(document: SpecDocument, rule: rules.Template, path: Path, message: str, fix: str) -> Diagnostic:
    """A diagnostic about the value at a path."""
    return rule.at(document.location(path), message, fix, document.place(path)[2])
