"""A copy of the document in the folder of upstream documents, for who reads on there."""

from __future__ import annotations

from pathlib import Path

from rtgen.output import keep
from rtgen.output.problems import DISK, FOREIGN, KEPT, OutputRefused, Problem
from rtgen.output.writer import replace_text

NAME = "real-time-architecture.md"
_MARK = "Written by `rtgen plan` from "
"""Stands in every document of rtgen's, so that a person's own of the same name is left alone."""


def publish(text: str, folder: Path) -> Path | None:
    """Writes the document there, with what was kept in it; the path where it changed.

    Raises OutputRefused, with nothing written, where a file of this name is somebody's own.
    """
    path = folder / NAME
    try:
        before = path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else None
        after, lost = (text, ()) if before is None else keep.carry_over(text, before)
        if before is not None and _MARK not in before:
            fix = "move it away, or name another folder with `context:`"
            raise OutputRefused([Problem(FOREIGN, path.as_posix(), "it is there, but rtgen did not write it", fix)])
        if lost:
            message = f"the kept text {lost[0]!r} has no place in the new document"
            raise OutputRefused([Problem(KEPT, path.as_posix(), message, "move it into another keep block")])
        if before == after:
            return None
        replace_text(path, after)
    except OSError as error:
        message = f"it cannot be written: {error.strerror}"
        raise OutputRefused([Problem(DISK, path.as_posix(), message, "give the right to write there")]) from error
    return path
