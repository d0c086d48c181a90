"""Unified diffs, bounded: a reader wants the point, not forty pages."""

from __future__ import annotations

MAX_LINES = 60


def unified(path: str, before: str, after: str) -> str:
    """What changes in one file, at most MAX_LINES lines of it."""
    import difflib  # noqa: PLC0415 - only where something differs

    lines = list(
        difflib.unified_diff(
            before.splitlines(), after.splitlines(), f"{path} (on disk)", f"{path} (planned)", lineterm="", n=2
        )
    )
    shown = [line.encode("utf-8", "replace").decode() for line in lines[:MAX_LINES]]
    if len(lines) > MAX_LINES:
        shown.append(f"… and {len(lines) - MAX_LINES} more lines")
    if before != after and not shown:
        return "only the ends of lines differ: rtgen writes LF\n"
    return "\n".join(shown) + "\n" if shown else ""
