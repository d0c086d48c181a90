"""What a plan would change in a folder: found by reading, before anything is written."""

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from rtgen.filetree import FileTree, Owner, Pieces, RenderedFile
from rtgen.output import keep, sides
from rtgen.output.diff import unified
from rtgen.output.last_plan import last_plan
from rtgen.output.manifest import NAME, PENDING, Manifest, content_hash
from rtgen.output.problems import DISK, EDITED, FOREIGN, KEPT, LINK, NOT_OURS, Problem
from rtgen.record import NamedTuple

_PIECE = 2**16
"""Characters of a large file that are read at once."""
_FOREIGN_PROJECT = ("Pulumi.yaml", "package.json", "pyproject.toml", ".git")


class Kind(StrEnum):
    """What happens to one file."""

    CREATED = "created"
    UPDATED = "updated"
    REMOVED = "removed"


class Change(NamedTuple):
    """One file that changes: its text on disk, which is read when it is asked for, and what is to be written.

    None for none.
    """

    kind: Kind
    path: str
    before: Pieces | None
    after: str | Pieces | None
    executable: bool = False
    keeps: bool = False
    """Whether a user's own text may stand in the file."""

    def diff(self) -> str:
        """Unified diff of the change."""
        return unified(self.path, str(self.before or ""), str(self.after or ""))


class Comparison(NamedTuple):
    """A tree held against a folder."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    hashes: dict[str, frozenset[str]]
    """What the manifest will say."""


def compare(tree: FileTree, folder: Path, known: Manifest | None, pending: Manifest | None) -> Comparison:
    """Reads the folder. `pending` is what a killed run was about to write: its files are rtgen's as well."""
    problems = list(_folder_problems(folder, known or pending))
    if problems:
        return Comparison((), tuple(problems), {})
    changes: list[Change] = []
    hashes: dict[str, frozenset[str]] = {}
    new = not os.path.lexists(folder)
    for file in tree.files.values():
        found = _created(file) if new else _held(folder, file, known, pending, problems)
        if file.owner is Owner.RTGEN:
            hashes[file.path] = frozenset({content_hash(keep.without(file.text) if file.keeps else file.content)})
        if found is not None:
            changes.append(found)
    for path in sorted({*(known.files if known else {}), *(pending.files if pending else {})} - set(tree.files)):
        stale = _stale(folder, path, known, pending, problems)
        if stale is not None:
            changes.append(stale)
    return Comparison(tuple(changes), tuple(problems), hashes)


def _folder_problems(folder: Path, known: Manifest | None) -> list[Problem]:
    at = folder
    while not at.exists() and not at.is_symlink() and at != at.parent:
        at = at.parent
    if at.exists() and not at.is_dir():
        fix = "move the file away, or choose another --out"
        return [Problem(DISK, at.as_posix(), "a file stands where a folder should be", fix)]
    if folder.is_symlink() and not folder.resolve().is_relative_to(folder.parent.resolve()):
        message = f"the folder is a symbolic link, which leads to {folder.resolve().as_posix()}"
        return [Problem(LINK, folder.as_posix(), message, "remove the link, or plan there with --out")]
    if known is None and folder.is_dir():
        other = next((name for name in _FOREIGN_PROJECT if (folder / name).exists()), None)
        if other is not None:
            message = f"the folder holds {other}, but rtgen did not write it: it is another project's"
            return [Problem(NOT_OURS, folder.as_posix(), message, "choose another --out, or another name in the spec")]
    return []


def _read(folder: Path, path: str, problems: list[Problem]) -> tuple[bool, Pieces | None]:
    """Whether the path can be used, and its text when a file stands there."""
    target = folder / path
    at = folder
    for part in path.split("/"):
        at = at / part
        if at.is_symlink():
            problems.append(Problem(LINK, at.as_posix(), "a symbolic link stands here", "remove the link"))
            return False, None
        if at != target and at.exists() and not at.is_dir():
            problems.append(
                Problem(DISK, at.as_posix(), "a file stands where a folder should be", "move the file away")
            )
            return False, None
    if target.is_dir():
        problems.append(
            Problem(DISK, target.as_posix(), "a folder stands where a file should be", "move the folder away")
        )
        return False, None
    try:
        with target.open("rb"):
            return True, Pieces(lambda: _pieces(target))
    except FileNotFoundError:
        return True, None
    except OSError as error:
        problems.append(Problem(DISK, target.as_posix(), f"it cannot be read: {error.strerror}", "check its rights"))
        return False, None


def _pieces(target: Path) -> Iterator[str]:
    with target.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        while piece := file.read(_PIECE):
            yield piece


def _wrote(path: str, text_hash: str, known: Manifest | None, pending: Manifest | None) -> bool:
    return any(manifest is not None and manifest.has(path, text_hash) for manifest in (known, pending))


def _in_conflict(text: str | Pieces) -> bool:
    """Whether git left two sides of a merge in the text, and a person neither."""
    lines = str(text).splitlines()
    opened = [line for line in lines if line.startswith("<<<<<<< ")]
    return bool(opened) and len(opened) == len([line for line in lines if line.startswith(">>>>>>> ")])


def content_hash_of(text: str | Pieces) -> str:
    """Like content_hash, for a text that may hold bytes which are not UTF-8: such a text is nobody's of ours."""
    try:
        return content_hash(text)
    except UnicodeEncodeError:
        return ""


def _created(file: RenderedFile) -> Change:
    return Change(Kind.CREATED, file.path, None, file.content, file.executable, file.keeps)


def _held(
    folder: Path, file: RenderedFile, known: Manifest | None, pending: Manifest | None, problems: list[Problem]
) -> Change | None:
    usable, before = _read(folder, file.path, problems)
    if not usable:
        return None
    if before is None:
        return _created(file)
    if file.owner is Owner.USER:
        return None
    after, hashed = file.content, content_hash_of(before)
    same, ours = hashed == content_hash(after), _wrote(file.path, hashed, known, pending)
    if file.keeps and not (same or ours):  # exactly as rtgen wrote it, it keeps nothing
        text = str(before)
        after, lost = keep.carry_over(file.text, text)
        same, ours = text == after, _wrote(file.path, content_hash_of(keep.without(text)), known, pending)
        for name in lost:
            message = f"the kept text {name!r} has no place in the new document"
            problems.append(Problem(KEPT, (folder / file.path).as_posix(), message, "move it into another keep block"))
        for key in keep.doubled(text):
            message = f"{key} stands here with two values, of two branches"
            fix = "keep the one of the Pulumi stack that is deployed: with another its secrets cannot be read"
            problems.append(Problem(KEPT, (folder / file.path).as_posix(), message, fix))
    executable = os.access(folder / file.path, os.X_OK)
    updated = Change(Kind.UPDATED, file.path, before, after, file.executable, file.keeps)
    if same:
        return None if executable >= file.executable else updated
    if not ours:
        written = known.files.get(file.path, frozenset()) if known else frozenset()
        owned = bool(written) or (pending is not None and file.path in pending.files)
        # A merge left two plans' texts; this plan says what the merged spec gives.
        merged = (file.union and len(written) > 1) or (_in_conflict(before) and not _in_conflict(after))
        if owned and merged and sides.settled(file.path, keep.without(str(before)), str(after), last_plan(folder)):
            return updated
        problems.append(_not_ours(folder, updated, owned=owned, merged=len(written) > 1))
    return updated


def _not_ours(folder: Path, change: Change, *, owned: bool, merged: bool) -> Problem:
    """Why the text on disk is not replaced; `merged` is whether two sides of a merge wrote the file."""
    path = (folder / change.path).as_posix()
    if merged:
        fix = "--overwrite takes what the merged spec gives; a change by hand belongs into overrides.py or the spec"
        return Problem(
            EDITED, path, "it was merged from two plans and is neither, or was edited by hand", fix, change.diff()
        )
    if owned:
        fix = "put the change into overrides.py or the spec; --overwrite takes rtgen's text (git keeps yours)"
        return Problem(EDITED, path, "it was edited by hand", fix, change.diff())
    fix = "move it away; rtgen writes a file of this name (--overwrite replaces it)"
    return Problem(FOREIGN, path, "it is there, but rtgen did not write it", fix)


def _stale(
    folder: Path, path: str, known: Manifest | None, pending: Manifest | None, problems: list[Problem]
) -> Change | None:
    parts = path.split("/")
    if path in {NAME, PENDING} or path.startswith("/") or any(part in {"", ".", ".."} for part in parts):
        return None  # a manifest that was tampered with must not lead anywhere else
    usable, before = _read(folder, path, problems)
    if not usable or before is None:
        return None
    if path.startswith("Pulumi.") and keep.secrets(str(before)):
        message = "its environment is gone from the spec, but this is the way to the secrets of its Pulumi stack"
        fix = "destroy what is deployed, then `pulumi stack rm` takes the file away; or bring the environment back"
        problems.append(Problem(KEPT, (folder / path).as_posix(), message, fix))
        return None
    hashes = (content_hash_of(text) for text in (before, keep.without(str(before))))
    removed = Change(Kind.REMOVED, path, before, None)
    if not any(_wrote(path, each, known, pending) for each in hashes):
        fix = "keep what you need of it elsewhere; --overwrite removes it (git keeps yours)"
        message = "it was edited by hand, and is no longer generated"
        problems.append(Problem(EDITED, (folder / path).as_posix(), message, fix, removed.diff()))
    return removed
