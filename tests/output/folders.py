"""Trees and folders for the tests of writing."""

from __future__ import annotations

from pathlib import Path

from rtgen.filetree import FileTree, Owner, RenderedFile
from rtgen.output import WriteReport, write

DOCUMENT = "# Live\n\n<!-- keep:notes -->\n<!-- /keep:notes -->\n"


def tree(**texts: str) -> FileTree:
    """A stack with a document that keeps notes, the user's overrides, and files named by keyword (`a__b` is a/b)."""
    files = [
        RenderedFile("overrides.py", "HOOKS = ()\n", owner=Owner.USER),
        RenderedFile("live.md", texts.pop("document", DOCUMENT), keeps=True),
        *(RenderedFile(name.replace("__", "/"), text) for name, text in texts.items()),
    ]
    return FileTree.of(files)


def put(files: FileTree, folder: Path, *, overwrite: bool = False, version: str = "1.0.0") -> WriteReport:
    """Writes as a plan does."""
    return write(files, folder, overwrite=overwrite, spec_hash="f00", rtgen_version=version)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
