"""Makes a stack a Pulumi project like any other: nothing in it speaks of being written again."""

from __future__ import annotations

import json
import re
from pathlib import Path

from rtgen.output import keep, manifest
from rtgen.output.eject_words import MARK, WORDS
from rtgen.output.last_plan import FILE
from rtgen.output.problems import DISK, NOT_OURS, OutputRefused, Problem
from rtgen.output.writer import replace_text

_ATTRIBUTES = ".gitattributes"
_OVERRIDES = "overrides.py"


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
        changed = [path for path in sorted({*known.files, _OVERRIDES}) if _unmarked(folder / path)]
        for name in (_ATTRIBUTES, manifest.NAME):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        message = f"it cannot be changed: {error.strerror}"
        problem = Problem(DISK, str(error.filename or folder), message, "give the right to write, then eject again")
        raise OutputRefused([problem]) from error
    return (*changed, _ATTRIBUTES, manifest.NAME)


def _unmarked(path: Path) -> bool:
    if not path.is_file() or path.suffix not in {".md", ".yaml", ".json", ".py"}:
        return False
    before = path.read_text(encoding="utf-8")
    after = _changed(path.name, before)
    if after == before:
        return False
    replace_text(path, after)
    return True


def _changed(name: str, text: str) -> str:
    """A file's text without what speaks of rtgen."""
    if name == FILE:
        return _inventory(text)
    words = WORDS.get(name, [MARK] if name.startswith("Pulumi.") else [])
    for said, instead in words:
        text = re.sub(said, instead, text, flags=re.DOTALL | re.MULTILINE)
    return keep.opened(text) if name.endswith(".md") else text


def _inventory(text: str) -> str:
    """What the stack's own tests read of plan.json; how it was decided is told by the document, and by git.

    A file that is no JSON any more is a person's by now, and stays.
    """
    try:
        rows = [json.dumps(each, ensure_ascii=False) for each in json.loads(text)["resources"]]
    except (ValueError, KeyError, TypeError):
        return text
    return '{\n  "resources": [\n    ' + ",\n    ".join(rows) + "\n  ]\n}\n"
