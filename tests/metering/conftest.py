"""A check at a plan whose limits are published, which has one of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from metering.check import PUBLISHED, Check, running


@pytest.fixture
def check(tmp_path: Path) -> Iterator[Check]:
    """Ready to be called."""
    with running(PUBLISHED, tmp_path) as made:
        yield made
