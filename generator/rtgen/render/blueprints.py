"""Blueprints with their views, as text."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import CodeType
from typing import cast

from rtgen import __version__, resources
from rtgen.render import filters

Blueprint = Callable[[object], str]
MOST = 8
"""Compiled versions of the blueprints that are kept, half a megabyte each."""


def rendered(blueprint: str, view: object) -> str:
    """A blueprint with its view; without one it is the same in every stack, and stands there as it is."""
    return source(blueprint) if view is None else functions()[blueprint](view)


def source(blueprint: str) -> str:
    """A blueprint as it stands."""
    return (resources.blueprints() / blueprint).read_text(encoding="utf-8")


@cache
def functions() -> Mapping[str, Blueprint]:
    """What makes of a view the text of each blueprint, by path."""
    module: dict[str, object] = {"docstring": filters.docstring, "yaml_text": filters.yaml_text}
    exec(_compiled(), module)  # noqa: S102 - translated from the package's own blueprints
    return cast("Mapping[str, Blueprint]", module["BLUEPRINTS"])


def _compiled() -> CodeType:
    """All blueprints, compiled; kept between runs, because translating them takes longer than a plan."""
    file = _file()
    code = None if file is None else _kept(file)
    if code is None:
        from rtgen.render.translate import translated  # noqa: PLC0415 - loads Jinja2, which a second run does without

        top = resources.blueprints()
        paths = sorted(path.relative_to(top).as_posix() for path in top.rglob("*.j2"))
        code = compile(translated({path: source(path) for path in paths}), "blueprints", "exec")
        if file is not None:
            _keep(file, code)
    return code


def _file() -> Path | None:
    """Where these blueprints are kept for this interpreter: in the user's own cache folder.

    None where it cannot be made, or is open to others.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "rtgen" / "blueprints"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = folder.stat()
    except (OSError, RuntimeError):
        return None
    mine = not hasattr(os, "getuid") or (about.st_uid == os.getuid() and not about.st_mode & 0o022)
    if not mine or not os.access(folder, os.W_OK):
        return None
    rests_on = repr((__version__, sys.version, *sorted(_stamps(str(resources.blueprints())))))
    return folder / hashlib.sha256(rests_on.encode()).hexdigest()


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    """Path, time and size of every file: as the interpreter tells whether what it has compiled is still the source."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path)
            else:
                about = entry.stat()
                yield entry.path, about.st_mtime_ns, about.st_size


def _kept(file: Path) -> CodeType | None:
    try:
        kept = marshal.loads(file.read_bytes())  # noqa: S302 - of a folder that is the user's alone
        return kept if isinstance(kept, CodeType) else None
    except (OSError, EOFError, ValueError, TypeError):
        return None


def _keep(file: Path, code: CodeType) -> None:
    """At once, so that a run beside this one reads all of it or nothing; the oldest make room."""
    made = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        made.write_bytes(marshal.dumps(code))
        made.replace(file)
        for old in sorted(file.parent.iterdir(), key=lambda each: each.stat().st_mtime)[:-MOST]:
            old.unlink()
    except OSError:
        made.unlink(missing_ok=True)
