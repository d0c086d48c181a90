"""A document's file → its text, or why it cannot be read."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from rtgen.context.rules import UNREADABLE
from rtgen.diagnostics import Diagnostic, Location
from rtgen.spec.document import SpecDocument

MAX_BYTES = 2 * 1024 * 1024
"""No document that a person reads is longer."""
_FIX = "correct the file, or name another folder with `context:`"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text(path: Path) -> str | Diagnostic:
    """The text of a document; empty where there is none. A link may lead to it from elsewhere."""
    if not os.path.lexists(path):
        return ""
    try:
        raw = _bytes(path)
    except OSError as error:
        return _wrong(Location(path.as_posix(), 1, 1), f"it cannot be read: {error.strerror}")
    return raw if isinstance(raw, Diagnostic) else _decoded(path.as_posix(), raw)


def no_folder(spec: SpecDocument) -> Diagnostic:
    """What to say of a spec that names a folder of documents which is not there."""
    message = f"there is no folder {spec.data.get('context')}, beside the spec or where rtgen runs"
    fix = "correct the path, or leave `context` out"
    at = spec.location(("context",))
    return Diagnostic(UNREADABLE.id, UNREADABLE.severity, at, message, fix, spec.place(("context",))[2])


def _bytes(path: Path) -> bytes | Diagnostic:
    at = Location(path.as_posix(), 1, 1)
    # A pipe or a device would be waited for, or never end.
    if not stat.S_ISREG(path.stat().st_mode):
        return _wrong(at, "this is a folder" if path.is_dir() else "this is no file")
    with path.open("rb") as stream:
        raw = stream.read(MAX_BYTES + 1)
    return _wrong(at, f"it is larger than {MAX_BYTES // 2**20} MiB") if len(raw) > MAX_BYTES else raw


def _decoded(file: str, raw: bytes) -> str | Diagnostic:
    if raw.startswith(_WIDE):
        return _wrong(Location(file, 1, 1), "it is UTF-16", "save it as UTF-8")
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        return _wrong(_place(file, before), f"byte {raw[error.start]:#04x} is not UTF-8", "save it as UTF-8")
    if "\0" in decoded:
        return _wrong(_place(file, decoded.partition("\0")[0]), "a NUL byte stands here: this is no text")
    return decoded


def _place(file: str, before: str) -> Location:
    return Location(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _wrong(at: Location, message: str, fix: str = _FIX) -> Diagnostic:
    return Diagnostic(UNREADABLE.id, UNREADABLE.severity, at, message, fix)
