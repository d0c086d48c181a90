"""Stacks that are written once for all tests of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generated import disk
from generated.variants import AROUND_PROVIDERS, VARIANTS
from rtgen import pipeline
from rtgen.render import render
from verify import harness


@pytest.fixture(scope="session")
def stacks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every variant of the self-hosted stacks in a folder of its own."""
    return {
        name: disk.write(render(planned).files.values(), tmp_path_factory.mktemp("stack"))
        for name, planned in VARIANTS.items()
    }


@pytest.fixture(scope="session")
def managed_stacks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every stack around a provider in a folder of its own."""
    folders = {}
    for name, spec in AROUND_PROVIDERS.items():
        (planned,) = pipeline.plan([spec], tmp_path_factory.mktemp("stack"))
        pipeline.write(planned, pipeline.render_tree(planned), overwrite=False)
        folders[name] = planned.folder
    return folders


@pytest.fixture
def stand_in() -> Path:
    """Where the package of Ably's provider can be imported from."""
    return harness.require(harness.HARNESS / "ably", "the stand-in for Ably's package")
