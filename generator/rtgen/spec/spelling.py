"""What a misspelt word was meant to be."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(found: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word most like the one found, or None where none is; `likeness` is difflib's ratio, from 0 to 1."""
    import difflib  # noqa: PLC0415 - only errors need it

    near = difflib.get_close_matches(found, list(known), 1, likeness)
    return near[0] if near else None
