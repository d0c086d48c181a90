"""From YAML text to a valid FeatureSet: everything that can be wrong with what a user wrote is said here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rtgen.diagnostics import Diagnostic, Rule
from rtgen.domain.features import FeatureSet
from rtgen.spec import rules, source
from rtgen.spec.defaults import CONTEXT
from rtgen.spec.document import SpecDocument
from rtgen.spec.excerpt import wrong_platform
from rtgen.spec.meaning import contradictions
from rtgen.spec.parse import parse
from rtgen.spec.schema import violations
from rtgen.spec.schema_file import schema_text
from rtgen.spec.secrets import secrets, without_secrets
from rtgen.spec.vary import Variations

SPEC_RULES: tuple[Rule, ...] = tuple(each.rule for each in rules.ALL)

__all__ = [
    "CONTEXT",
    "SPEC_RULES",
    "SpecRejected",
    "Variations",
    "load",
    "load_variations",
    "schema_text",
    "wrong_platform",
]


class SpecRejected(Exception):  # noqa: N818 - named for what happened to the spec, not for the class
    """A spec cannot be planned from."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(f"{len(diagnostics)} errors")
        self.diagnostics = tuple(sorted(diagnostics, key=lambda each: (each.location, each.rule, each.message)))


def load(paths: Sequence[Path]) -> tuple[FeatureSet, ...]:
    """Reads every spec. Raises SpecRejected with all errors of all files."""
    found: list[FeatureSet] = []
    problems: list[Diagnostic] = []
    names: dict[str, str] = {}
    for path in paths:
        read, wrong = _read(path)
        problems += wrong
        if read is None:
            continue
        document, features = read
        if features.name in names:
            problems.append(
                rules.SAME_NAME.at(
                    document.location(("name",)),
                    f"{names[features.name]} is named {features.name!r} as well",
                    "give each spec a name of its own, or leave one out of the run",
                )
            )
        names[features.name] = features.file
        found.append(features)
    if problems:
        raise SpecRejected(problems)
    return tuple(found)


def load_variations(path: Path) -> tuple[FeatureSet, Variations]:
    """One spec, and the ways to change it. Raises SpecRejected."""
    read, wrong = _read(path)
    if read is None or wrong:
        raise SpecRejected(wrong)
    document, features = read
    return features, Variations(document)


def _read(path: Path) -> tuple[tuple[SpecDocument, FeatureSet] | None, list[Diagnostic]]:
    """A spec as it stands and as it is meant, where the schema takes it, and everything that is wrong with it."""
    document, wrong = source.read(path)
    if document is None:
        return None, wrong
    wrong = [*wrong, *without_secrets(secrets(document), violations(document))]
    if wrong:
        return None, wrong
    features = parse(document)
    return (document, features), list(contradictions(document, features))
