"""Makes a stack a Pulumi project like any other: nothing in it speaks of being written again."""

from __future__ import annotations

import re
from pathlib import Path

from rtgen.output import keep, manifest
from rtgen.output.problems import DISK, NOT_OURS, OutputRefused, Problem
from rtgen.output.writer import replace_text

_ATTRIBUTES = ".gitattributes"
_MARKS = (
    "# rtgen writes this file: change the spec, then plan again.\n",
    """\
Written by `rtgen plan` from `spec.yaml`, and written anew by every plan. Change the spec, not this file;
what stands between `keep` marks is yours and stays.

""",
)
"""What the blueprints say to who would edit a file that the next plan writes anew."""
_README = "README.md"
_REWORDED = (
    (r"`rtgen plan` wrote it from `[^`]+`; it runs without rtgen\. ", ""),
    (
        r"Edit [^\n]+, then\n\n```sh\nrtgen plan [^\n]+\n",
        "Edit the code, or `Pulumi.<environment>.yaml`, then\n\n```sh\n",
    ),
    (r"Edit the spec, plan, read the diff, deploy:\n\n```sh\nrtgen plan [^\n]+\n", "Edit, then deploy:\n\n```sh\n"),
    (r"Without rtgen, change those lines by hand; ", "Change those lines by hand; "),
    (
        r"A change that leaves [^.]* is refused by `rtgen plan`, .*?\. Pulumi then refuses once more, until",
        "Pulumi refuses to delete a protected node, bucket, key or address, until",
    ),
    (r"`rtgen plan` refuses that until each is\s+named, and Pulumi until its", "Pulumi refuses that until their"),
    (r"2\. `rtgen plan [^`]*`\n", "2. Change the queues in `components/publisher_queue.py`.\n"),
    (r"\*\*After a merge\.\*\* Plan again\. .*?\n\n", ""),
    (
        r"A generated file that is edited by hand stops the next `rtgen plan`, [^.]*\. Put .*?: a function there",
        "A function in `overrides.py`",
    ),
)
"""What the README says of planning again, and what it says without; tests/output/test_eject.py sees what is left."""


def eject(folder: Path) -> tuple[str, ...]:
    """Takes rtgen's marks and manifest away; the paths of what changed. The manifest goes last.

    Raises OutputRefused, with nothing changed, where the folder is not a stack or a plan was left half-way.
    """
    known = manifest.load(folder)
    if known is None:
        problem = Problem(NOT_OURS, folder.as_posix(), "rtgen wrote no stack here", "name the folder of a stack")
        raise OutputRefused([problem])
    if manifest.load(folder, manifest.PENDING) is not None:
        problem = Problem(NOT_OURS, folder.as_posix(), "a plan was left half-way here", "plan once more, then eject")
        raise OutputRefused([problem])
    try:
        changed = [path for path in sorted(known.files) if _unmarked(folder / path)]
        for name in (_ATTRIBUTES, manifest.NAME):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        message = f"it cannot be changed: {error.strerror}"
        problem = Problem(DISK, str(error.filename or folder), message, "give the right to write, then eject again")
        raise OutputRefused([problem]) from error
    return (*changed, _ATTRIBUTES, manifest.NAME)


def _unmarked(path: Path) -> bool:
    if not path.is_file() or path.suffix not in {".md", ".yaml"}:
        return False
    before = after = path.read_text(encoding="utf-8")
    for mark in _MARKS:
        after = after.replace(mark, "")
    if path.name == _README:
        for said, instead in _REWORDED:
            after = re.sub(said, instead, after, flags=re.DOTALL)
    after = keep.opened(after) if path.suffix == ".md" else after
    if after == before:
        return False
    replace_text(path, after)
    return True
