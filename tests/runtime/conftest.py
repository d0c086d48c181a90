"""Every test here runs real programs; those that it starts end with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs the real gateway."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.verify)


@pytest.fixture
def running() -> Iterator[ExitStack]:
    """Enter a program's context here, and it is stopped when the test ends."""
    with ExitStack() as stack:
        yield stack
