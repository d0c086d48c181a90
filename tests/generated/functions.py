"""Loads what a rendered function consists of."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace


def load(folder: Path, package: str) -> SimpleNamespace:
    """The modules of a function in this folder, forgotten at once, for the next one has others of their names."""
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        importlib.import_module(f"{package}.handler")
        loaded = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == package}
    finally:
        sys.path.remove(str(folder))
        for name in [each for each in sys.modules if each.partition(".")[0] == package]:
            del sys.modules[name]
    return SimpleNamespace(**{name.rpartition(".")[2]: module for name, module in loaded.items()})
