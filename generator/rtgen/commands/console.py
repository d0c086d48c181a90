"""What is known of the terminal, and how to write to it."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO


def width() -> int:
    """Columns to fill: the terminal's, within what reads well; 100 where there is none."""
    return max(80, min(shutil.get_terminal_size((100, 24)).columns, 140))


def colour(stream: TextIO) -> bool:
    """Whether the stream is a terminal that wants colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def unicode(stream: TextIO) -> bool:
    """Whether the stream can show more than ASCII."""
    return (stream.encoding or "").lower().replace("-", "") in {"utf8", "utf16", "utf32"}


def out(text: str) -> None:
    """A result."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def err(text: str) -> None:
    """A diagnostic."""
    sys.stderr.write(text if text.endswith("\n") else text + "\n")
