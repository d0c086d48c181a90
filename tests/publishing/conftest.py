"""Publishers of each provider, with and without an order; what none of them may ever say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from publishing.rendered import KINDS, ORDERED, Kind, Publisher, running


@pytest.fixture(params=KINDS, ids=lambda kind: kind.spec)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each provider, in some order or in none."""
    found: Kind = request.param
    return found


@pytest.fixture
def publisher(kind: Kind, tmp_path: Path) -> Iterator[Publisher]:
    """Of each kind."""
    with running(kind, tmp_path) as made:
        yield made


@pytest.fixture
def ordered(tmp_path: Path) -> Iterator[Publisher]:
    """At Ably, with messages in their order: `steps:USER:ID`."""
    with running(ORDERED, tmp_path) as made:
        yield made
