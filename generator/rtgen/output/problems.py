"""Why a stack is not written: every reason of one run, each with its fix."""

from __future__ import annotations

from collections.abc import Sequence

from rtgen.diagnostics import Rule, Severity
from rtgen.record import NamedTuple


class Problem(NamedTuple):
    """One reason, about one path."""

    rule: str
    path: str
    message: str
    fix: str
    diff: str = ""
    """What would be lost, as a unified diff; for files that were edited by hand."""


class OutputRefused(Exception):  # noqa: N818 - named for what happened, not for the class
    """The folder is not what the plan says: nothing was written, or, where `begun`, a part."""

    def __init__(self, problems: Sequence[Problem], *, begun: bool = False) -> None:
        self.problems = tuple(dict.fromkeys(problems))  # a folder in the way is one problem, not one for each file
        self.begun = begun
        super().__init__(f"{len(self.problems)} problems")

    def text(self) -> str:
        """Every problem for a person."""
        parts = [
            f"{each.path}: error {each.rule}: {each.message}\n  fix: {each.fix}\n{each.diff}" for each in self.problems
        ]
        end = "a part was written; each file is the old one or the new one" if self.begun else "nothing was written"
        return "\n".join([*parts, f"{end}\n"])


def _rule(identifier: str, title: str, why: str) -> Rule:
    return Rule(identifier, title, Severity.ERROR, why)


EDITED = "RT701"
FOREIGN = "RT702"
NOT_OURS = "RT703"
LINK = "RT704"
DISK = "RT705"
MANIFEST = "RT706"
KEPT = "RT707"
BUSY = "RT708"
NEWER = "RT710"
STATE = "RT711"

RECORD = Rule(
    "RT709",
    "The last plan can be read",
    Severity.WARNING,
    "Decisions that it recorded stay when rules change; without it all of them are made anew.",
)

OUTPUT_RULES: tuple[Rule, ...] = (
    _rule(EDITED, "Edits by hand are not overwritten", "What a person wrote is lost only when that person says so."),
    _rule(FOREIGN, "Only rtgen's own files are replaced", "A file that rtgen did not write belongs to somebody."),
    _rule(NOT_OURS, "A stack has a folder of its own", "Another project's files would be mixed with the stack's."),
    _rule(LINK, "Nothing is written through links", "A link could lead out of the stack's folder."),
    _rule(DISK, "The disk takes the files", "A full or read-only disk leaves the stack as it was."),
    _rule(MANIFEST, "The manifest can be read", "Without it rtgen cannot tell its files from yours."),
    _rule(KEPT, "Kept text has a place", "What stands between keep marks is yours and must not vanish."),
    _rule(BUSY, "One run writes at a time", "Two runs would mix their files."),
    _rule(NEWER, "An older rtgen does not plan a newer one's stack", "It would take back what the newer one mended."),
    _rule(STATE, "State goes when it is named", "A deleted node, bucket or key takes with it what it holds."),
    RECORD,
)
