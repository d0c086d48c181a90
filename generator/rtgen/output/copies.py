"""`images.<environment>.json` of a stack, which its images.py wrote: the images that its own registry holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path


def copied(folder: Path, environments: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Of each environment the images that have a copy; none where the file is not there or says nothing of use.

    Whether the copies are what the stack may deploy, its settings.py checks.
    """
    return {name: _images(folder / f"images.{name}.json") for name in environments}


def _images(path: Path) -> frozenset[str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(map(str, found)) if isinstance(found, dict) else frozenset()
