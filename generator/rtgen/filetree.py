"""The files of one stack in memory: what rendering returns and what writing takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from rtgen.record import NamedTuple


class Owner(StrEnum):
    """Who may change a file after it was written."""

    RTGEN = "rtgen"
    """Written anew by every plan; an edit by hand is refused."""
    USER = "user"
    """Written once (`overrides.py`), never again and never removed."""


class Pieces:
    """A text of tens of megabytes, which never stands in memory as a whole: whoever reads it has it made anew."""

    def __init__(self, made: Callable[[], Iterator[str]]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[str]:
        return self._made()

    def __str__(self) -> str:
        return "".join(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pieces) and str(self) == str(other)

    __hash__ = None  # type: ignore[assignment] # as of all that is compared by what may be large


class RenderedFile(NamedTuple):
    """One file: a relative POSIX path inside the stack's folder, what is in it, and its owner.

    A file with `keeps` may hold what is not rtgen's: text between `<!-- keep:NAME -->` marks, which is the user's, or
    the lines by which Pulumi reaches a stack's secrets. The writer carries it over. Of one with `union` git
    keeps the lines of both sides of a merge, and the next plan writes it anew: it only tells, or what reads it refuses
    a key that stands twice, so that no two plans are deployed at once.
    """

    path: str
    content: str | Pieces
    owner: Owner = Owner.RTGEN
    keeps: bool = False
    executable: bool = False
    union: bool = False

    @property
    def text(self) -> str:
        """The whole text."""
        return str(self.content)


class FileTree(NamedTuple):
    """All files of a stack, by path, in sorted order."""

    files: Mapping[str, RenderedFile]

    @classmethod
    def of(cls, files: Iterator[RenderedFile] | list[RenderedFile] | tuple[RenderedFile, ...]) -> FileTree:
        """Sorts by path. Raises ValueError when two files have one path, or a path leaves the folder."""
        by_path: dict[str, RenderedFile] = {}
        for file in sorted(files, key=lambda each: each.path):
            parts = file.path.split("/")
            if file.path.startswith("/") or "\\" in file.path or any(part in {"", ".", ".."} for part in parts):
                raise ValueError(f"not a path inside the stack's folder: {file.path!r}")
            if file.path in by_path:
                raise ValueError(f"two files are named {file.path!r}")
            by_path[file.path] = file
        return cls(MappingProxyType(by_path))
