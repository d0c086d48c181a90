"""Upstream documents → constraints with evidence: `system-architecture.md` and `api-design.md` of the context folder.

A fenced block ```` ```yaml rtgen ```` states constraints exactly. Prose is read by the few phrases of `phrases`, and
what speaks of a known subject in other words is listed as not understood: a wrong reading is worse than none.
"""

from __future__ import annotations

from pathlib import Path

from rtgen.context.apply import completed, findings
from rtgen.context.document import Document, read_document
from rtgen.context.file import MAX_BYTES, no_folder, text
from rtgen.context.forms import forms
from rtgen.context.rules import RULES
from rtgen.context.subjects import SUBJECTS
from rtgen.context.upstream import Stated, Upstream
from rtgen.diagnostics import Diagnostic
from rtgen.domain.constraints import Constraint
from rtgen.spec import SpecRejected

__all__ = ["DOCUMENTS", "MAX_BYTES", "RULES", "Upstream", "completed", "findings", "forms", "no_folder", "read"]

DOCUMENTS = {
    "system-architecture.md": frozenset(each.name for each in SUBJECTS),
    "api-design.md": frozenset(each.name for each in SUBJECTS if each.name.startswith("api.")),
}
"""The documents, and the subjects that the prose of each is read for; an exact block may state any."""


def read(folder: Path) -> Upstream:
    """What the documents of a folder state; nothing where there are none. Raises SpecRejected with all errors."""
    documents: list[Document] = []
    problems: list[Diagnostic] = []
    for name, subjects in DOCUMENTS.items():
        content = text(folder / name)
        if isinstance(content, Diagnostic):
            problems.append(content)
        else:
            documents.append(read_document((folder / name).as_posix(), content, subjects))
            problems += documents[-1].problems
    if problems:
        raise SpecRejected(problems)
    return Upstream(
        constraints=_first_of_each([each for one in documents for each in one.constraints]),
        platform=_once([each for one in documents for each in one.platform]),
        unread=tuple(each for one in documents for each in one.unread),
    )


def _once(stated: list[Stated]) -> tuple[Stated, ...]:
    first: dict[tuple[str, str], Stated] = {}
    for each in stated:
        key = (each.key, each.constraint.value)
        if each.constraint.exact or key not in first:
            first[key] = each
    return tuple(first.values())


def _first_of_each(constraints: list[Constraint]) -> tuple[Constraint, ...]:
    """One of those that say the same; what contradicts another stays, and is told."""
    first: dict[tuple[str, str], Constraint] = {}
    for each in constraints:
        first.setdefault((each.subject, each.value), each)
    return tuple(first.values())
