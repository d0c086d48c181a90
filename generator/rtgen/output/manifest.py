"""The manifest: which files rtgen wrote, and what was in them. It tells rtgen's text from a person's.

Two branches that both planned a stack have both changed it. Git's union merge takes the lines of both sides
(`.gitattributes` asks for it), so every line ends alike, and a file may have a hash from either side.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from rtgen.filetree import Pieces
from rtgen.output.problems import MANIFEST, OutputRefused, Problem
from rtgen.record import NamedTuple

NAME = ".rtgen.json"
PENDING = ".rtgen.pending.json"
"""Written before the first file of a run and removed after the manifest: what a killed run was about to write."""
VERSION = 2
_BRACES = frozenset({"{", '  "files": {', "  }", "}"})
_PIECE = 2**16
"""Characters that are encoded at once."""
_Pairs: TypeAlias = "list[tuple[str, object]]"


def content_hash(text: str | Pieces) -> str:
    """SHA-256 of a text as UTF-8, in hexadecimal."""
    found = hashlib.sha256()
    for piece in encoded(text):
        found.update(piece)
    return found.hexdigest()


def encoded(text: str | Pieces) -> Iterator[bytes]:
    """A text as UTF-8, in pieces: a second copy of a large one would be as large as all that it was made from."""
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE)) if isinstance(text, str) else text
    for piece in pieces:
        yield piece.encode("utf-8")


class Manifest(NamedTuple):
    """What stands in `.rtgen.json`."""

    rtgen: str
    """The version that wrote the stack; the newest after a merge."""
    spec: frozenset[str]
    files: Mapping[str, frozenset[str]]
    """Hashes of each generated file by path: one, or one of each side after a merge. Without the user's own files,
    and with kept text left out."""

    def text(self) -> str:
        """JSON, a line for each hash; the last entry is empty, so that every line above it ends with a comma."""
        return (
            f'{{\n  "version": {VERSION},\n  "rtgen": "{self.rtgen}",\n'
            + "".join([f'  "spec": "{found}",\n' for found in sorted(self.spec)])
            + '  "files": {\n'
            + "".join(
                [
                    f'    {json.dumps(path)}: "{found}",\n'
                    for path, either in sorted(self.files.items())
                    for found in sorted(either)
                ]
            )
            + '    "": ""\n  }\n}\n'
        )

    def has(self, path: str, text_hash: str) -> bool:
        """Whether rtgen wrote a text of this hash to the path."""
        return text_hash in self.files.get(path, ())


def load(folder: Path, name: str = NAME) -> Manifest | None:
    """The manifest of a folder; None where there is none. Raises OutputRefused when it cannot be trusted."""
    path = folder / name
    try:
        raw = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, str(error)) from error
    try:
        return _read(_pairs(raw), path)
    except (ValueError, IndexError, TypeError) as error:
        raise _unreadable(path, "it is not what rtgen wrote") from error


def _pairs(raw: str) -> _Pairs:
    """The entries in their order, of both sides after a merge."""
    try:
        pairs: _Pairs = json.loads(raw, object_pairs_hook=list)
    except json.JSONDecodeError:
        return _merged(raw)
    return pairs


def _merged(raw: str) -> _Pairs:
    """Where both sides stand in one piece of the merge, each opens `files`: then the lines alone tell what is where.

    Raises ValueError for a line that `Manifest.text` does not write.
    """
    top: _Pairs = []
    files: _Pairs = []
    for line in raw.splitlines():
        if line not in _BRACES:
            (pair,) = json.loads(f"{{{line.strip().removesuffix(',')}}}").items()
            (files if line.startswith("    ") else top).append(pair)
    return [*top, ("files", files)]


def _read(pairs: _Pairs, path: Path) -> Manifest:
    rtgen = max((str(value) for key, value in pairs if key == "rtgen"), key=numbered)
    if max(int(str(value)) for key, value in pairs if key == "version") > VERSION:
        raise _unreadable(path, f"it was written by a newer rtgen ({rtgen})")
    files: dict[str, frozenset[str]] = {}
    for key, value in pairs:
        for name, found in value if key == "files" and isinstance(value, list) else ():
            files[str(name)] = files.get(str(name), frozenset()) | {str(found)}
    files.pop("", None)
    return Manifest(rtgen, frozenset(str(value) for key, value in pairs if key == "spec"), files)


def numbered(version: str) -> tuple[int, ...]:
    """`1.10.0` as numbers, which compare as versions do."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def _unreadable(path: Path, why: str) -> OutputRefused:
    fix = "restore it from version control, or upgrade rtgen if it is newer"
    return OutputRefused([Problem(MANIFEST, path.as_posix(), f"the manifest cannot be used: {why}", fix)])
