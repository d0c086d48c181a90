"""Puts rendered files where programs find them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rtgen.filetree import RenderedFile


def write(files: Iterable[RenderedFile], folder: Path) -> Path:
    """Writes files below a folder, and returns it."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", newline="\n")
    return folder
