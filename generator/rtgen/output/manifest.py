"""The manifest: which files rtgen wrote, and what was in them. It tells rtgen's text from a person's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from rtgen.output.problems import MANIFEST, OutputRefused, Problem

NAME = ".rtgen.json"
PENDING = ".rtgen.pending.json"
"""Written before the first file of a run and removed after the manifest: what a killed run was about to write."""
VERSION = 1


def content_hash(text: str) -> str:
    """SHA-256 of a text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Manifest(NamedTuple):
    """What stands in `.rtgen.json`: one line a file, so that branches merge."""

    rtgen: str
    spec: str
    files: Mapping[str, str] = MappingProxyType({})
    """Hash of each generated file by path; without the user's own and with kept text left out."""

    def text(self) -> str:
        """Sorted JSON."""
        body = {"files": dict(sorted(self.files.items())), "rtgen": self.rtgen, "spec": self.spec, "version": VERSION}
        return json.dumps(body, indent=2) + "\n"


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
        body = json.loads(raw)
        if body["version"] > VERSION:
            raise _unreadable(path, f"it was written by a newer rtgen ({body['rtgen']})")
        files = {str(key): str(value) for key, value in body["files"].items()}
        return Manifest(str(body["rtgen"]), str(body["spec"]), files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(path, "it is not what rtgen wrote") from error


def _unreadable(path: Path, why: str) -> OutputRefused:
    fix = "restore it from version control, or upgrade rtgen if it is newer"
    return OutputRefused([Problem(MANIFEST, path.as_posix(), f"the manifest cannot be used: {why}", fix)])
