"""Brings a folder to a FileTree: each file replaced at once, the manifest last.

Before the first file a journal is written, so that the run after a killed one knows half-written work for its own
and finishes it. A lock keeps a second run away.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rtgen.filetree import FileTree, Pieces
from rtgen.output import manifest
from rtgen.output.changes import Change, Comparison, Kind, compare
from rtgen.output.manifest import NAME, PENDING, Manifest, encoded, numbered
from rtgen.output.problems import BUSY, DISK, EDITED, FOREIGN, NEWER, OutputRefused, Problem
from rtgen.record import NamedTuple

_TEMPORARY = ".rtgen.tmp"


class WriteReport(NamedTuple):
    """What changed, or would change, in a folder."""

    folder: Path
    changes: tuple[Change, ...]
    files: int
    """Files of the stack in all."""
    finished_killed_run: bool
    """Whether an earlier run had been killed half-way."""
    problems: tuple[Problem, ...] = ()
    """What would refuse the run; only where nothing is written."""

    @property
    def differs(self) -> bool:
        """Whether the folder is not what the plan says."""
        return bool(self.changes or self.problems or self.finished_killed_run)


def preview(tree: FileTree, folder: Path, *, rtgen_version: str) -> WriteReport:
    """What `write` would do, and whether the folder differs from the tree at all. Writes nothing."""
    known, pending = manifest.load(folder), manifest.load(folder, PENDING)
    found = compare(tree, folder, known, pending)
    problems = (*_newer(folder, known, rtgen_version), *found.problems)
    return WriteReport(folder, found.changes, len(tree.files), pending is not None, problems)


def write(tree: FileTree, folder: Path, *, overwrite: bool, spec_hash: str, rtgen_version: str) -> WriteReport:
    """Writes the tree. `overwrite` takes rtgen's text where a file was edited by hand; the user's own stay.

    Raises OutputRefused, with nothing written, when something of a user's would be lost; and where the disk takes no
    more, with every file the old one or the new one.
    """
    known, pending = manifest.load(folder), manifest.load(folder, PENDING)
    found = compare(tree, folder, known, pending)
    problems = (*_newer(folder, known, rtgen_version), *found.problems)
    refused = [each for each in problems if not (overwrite and each.rule in {EDITED, FOREIGN, NEWER})]
    if refused:
        raise OutputRefused(refused)
    after = Manifest(rtgen_version, frozenset({spec_hash}), found.hashes)
    if not found.changes and pending is None and known is not None and known.text() == after.text():
        return WriteReport(folder, (), len(tree.files), finished_killed_run=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            _apply(folder, found, after, known)
    except OSError as error:
        path = Path(str(error.filename)).as_posix() if error.filename else folder.as_posix()
        message = f"it cannot be written: {error.strerror}"
        fix = "make room or give the right to write, then run the same command again: it goes on where it stopped"
        begun = (folder / PENDING).is_file()
        raise OutputRefused([Problem(DISK, path, message, fix)], begun=begun) from error
    return WriteReport(folder, found.changes, len(tree.files), finished_killed_run=pending is not None)


def _newer(folder: Path, known: Manifest | None, rtgen_version: str) -> Iterator[Problem]:
    if known is not None and numbered(known.rtgen) > numbered(rtgen_version):
        message = f"rtgen {known.rtgen} planned this stack, and this is {rtgen_version}"
        fix = f"install rtgen {known.rtgen} or newer; --overwrite goes back to this version's stack"
        yield Problem(NEWER, folder.as_posix(), message, fix)


def _apply(folder: Path, found: Comparison, after: Manifest, known: Manifest | None) -> None:
    _sweep(folder, found)
    before = dict(known.files) if known else {}
    replace_text(folder / PENDING, Manifest(after.rtgen, after.spec, {**before, **after.files}).text())
    made: set[str] = set()
    for change in found.changes:
        target = folder / change.path
        match change.kind:
            case Kind.REMOVED:
                target.unlink(missing_ok=True)
                _remove_empty(target.parent, folder)
            case Kind.CREATED | Kind.UPDATED:
                parent = change.path.rpartition("/")[0]
                if parent not in made:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    made.add(parent)
                # A file that was not there holds nothing that the next run could not write again.
                lasting = change.keeps and change.kind is Kind.UPDATED
                replace_text(target, change.after or "", executable=change.executable, lasting=lasting)
    replace_text(folder / NAME, after.text())
    (folder / PENDING).unlink()


def replace_text(target: Path, text: str | Pieces, *, executable: bool = False, lasting: bool = True) -> None:
    """Puts a text in a file's place at once.

    `lasting` waits until the disk has it, so that a power failure leaves the old text or the new one; what any run
    writes again need not wait.
    """
    temporary = target.with_name(f"{target.name}{_TEMPORARY}")
    try:
        with temporary.open("wb") as file:
            file.writelines(encoded(text))
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        if executable:
            temporary.chmod(0o755)
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _sweep(folder: Path, found: Comparison) -> None:
    """Removes the temporary files of a killed run, in the folders that this one writes to."""
    for parent in {"", *(each.path.rpartition("/")[0] for each in found.changes)}:
        if (folder / parent).is_dir():
            for left in (folder / parent).glob(f"*{_TEMPORARY}"):
                left.unlink()


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        problem = Problem(BUSY, folder.as_posix(), "another run is writing this stack", "wait for it, then run again")
        raise OutputRefused([problem]) from error
    finally:
        os.close(handle)
