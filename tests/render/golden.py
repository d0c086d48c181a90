"""Texts that are compared as a whole. `make regen` rewrites them (RTGEN_ACCEPT=1); the diff is then reviewed."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden" / "render"


def matches(name: str, text: str) -> None:
    """Fails where `text` is not what the golden file of that name holds."""
    path = GOLDEN / name
    if os.environ.get("RTGEN_ACCEPT"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{path} differs; `make regen` rewrites it"
