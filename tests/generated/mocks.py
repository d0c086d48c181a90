"""Runs rendered programs in this process, one after the other, as their own tests run them under Pulumi's mocks."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def of(folder: Path) -> Iterator[None]:
    """Modules are those of this stack; afterwards they are forgotten, for the next stack has others of their names."""
    sys.path[:0] = [str(folder), str(folder / "tests")]
    importlib.invalidate_caches()
    try:
        yield
    finally:
        del sys.path[:2]
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(str(folder)):
                del sys.modules[name]


def registered(folder: Path, environment: str) -> set[tuple[str, str]]:
    """Types and names of the resources that the program of an environment registers."""
    with of(folder):
        recording = importlib.import_module("recording")
        return set(recording.record(environment).resources)
