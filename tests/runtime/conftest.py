"""Programs started for one test end with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest


@pytest.fixture
def running() -> Iterator[ExitStack]:
    """Enter a program's context here, and it is stopped when the test ends."""
    with ExitStack() as stack:
        yield stack
