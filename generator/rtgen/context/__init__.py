"""Upstream documents → constraints with evidence: `system-architecture.md` and `api-design.md` of the context folder.

A fenced block ```` ```yaml rtgen ```` states constraints exactly. Prose is read by the few phrases of `phrases`, and
what speaks of a known subject in other words is listed as not understood: a wrong reading is worse than none.
"""

from __future__ import annotations

from pathlib import Path

from rtgen.context.apply import applied, findings
from rtgen.context.block import block_constraints
from rtgen.context.markdown import Fence, prose
from rtgen.context.phrases import read_line
from rtgen.context.rules import RULES, UNREADABLE
from rtgen.diagnostics import Diagnostic, Location
from rtgen.domain.constraints import Constraint, Upstream
from rtgen.spec import SpecRejected

__all__ = ["DOCUMENTS", "RULES", "applied", "findings", "read"]

DOCUMENTS = ("system-architecture.md", "api-design.md")
MAX_BYTES = 2 * 1024 * 1024
"""No document that a person reads is longer."""


def read(folder: Path) -> Upstream:
    """What the documents of a folder state; nothing where there are none. Raises SpecRejected with all errors."""
    constraints: list[Constraint] = []
    unread: list[Constraint] = []
    problems: list[Diagnostic] = []
    for name in DOCUMENTS:
        path = folder / name
        if not path.is_file():
            continue
        text, problem = _text(path)
        if problem is not None:
            problems.append(problem)
        for part in prose(text):
            if isinstance(part, Fence):
                found, wrong = block_constraints(path.as_posix(), part)
                constraints += found
                problems += wrong
                continue
            stated, not_understood = read_line(part.text, Location(path.as_posix(), part.line, 1))
            constraints += stated
            unread += not_understood
    if problems:
        raise SpecRejected(problems)
    return Upstream(_first_of_each(constraints), tuple(unread))


def _first_of_each(constraints: list[Constraint]) -> tuple[Constraint, ...]:
    """One of those that say the same; what contradicts another stays, and is told."""
    return tuple({(each.subject, each.value): each for each in reversed(constraints)}.values())[::-1]


def _text(path: Path) -> tuple[str, Diagnostic | None]:
    at = Location(path.as_posix(), 1, 1)
    fix = "correct the file, or name another folder with `context:`"
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", Diagnostic(UNREADABLE.id, UNREADABLE.severity, at, f"it cannot be read: {error.strerror}", fix)
    if len(raw) > MAX_BYTES:
        return "", Diagnostic(
            UNREADABLE.id, UNREADABLE.severity, at, f"it is larger than {MAX_BYTES // 2**20} MiB", fix
        )
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        return "", Diagnostic(UNREADABLE.id, UNREADABLE.severity, at, f"byte {raw[error.start]:#04x} is not UTF-8", fix)
