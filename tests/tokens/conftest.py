"""Each provider's endpoint, rendered once."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest

from rtgen.domain.vocabulary import Provider
from tokens.rendered import endpoint, running


@pytest.fixture(scope="module")
def ably(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """For users' tokens that the backend signs."""
    with running(tmp_path_factory.mktemp("ably"), endpoint(Provider.ABLY)) as handler:
        yield handler


@pytest.fixture(scope="module")
def pusher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """For users' tokens that the backend signs."""
    with running(tmp_path_factory.mktemp("pusher"), endpoint(Provider.PUSHER)) as handler:
        yield handler


@pytest.fixture(scope="module")
def supabase(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """For users' tokens that the backend signs."""
    with running(tmp_path_factory.mktemp("supabase"), endpoint(Provider.SUPABASE)) as handler:
        yield handler
