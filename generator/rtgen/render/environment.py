"""The one Jinja2 environment: what a blueprint may use is closed here."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from rtgen.render import filters
from rtgen.resources import blueprints


@cache
def environment() -> Environment:
    """The environment that every template is rendered in; made once a process.

    A misspelt name is an error, and a template sees neither globals nor filters beyond this list.
    """
    made = Environment(
        loader=FileSystemLoader(blueprints(), encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # What is rendered is Python, YAML and Markdown; user text comes in through the filters.
        autoescape=False,  # noqa: S701
        auto_reload=False,
        bytecode_cache=_compiled(),
    )
    made.globals.clear()
    made.filters = {
        "join": made.filters["join"],
        "docstring": filters.docstring,
        "yaml_text": filters.yaml_text,
    }
    made.tests.clear()
    return made


def rendered(template: str, view: object) -> str:
    """A blueprint with its view; without one it is the same in every stack, and stands there as it is."""
    if view is None:
        return (blueprints() / template).read_text(encoding="utf-8")
    return environment().get_template(template).render(view=view)


def _compiled() -> FileSystemBytecodeCache | None:
    """Compiled blueprints of earlier runs, in the user's own cache folder: compiling is half of a small plan.

    Jinja keys them by source and version. None where the folder cannot be made, or is open to others.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "rtgen" / "blueprints"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = folder.stat()
    except (OSError, RuntimeError):
        return None
    mine = not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o022)
    return FileSystemBytecodeCache(str(folder)) if mine and os.access(folder, os.W_OK) else None
