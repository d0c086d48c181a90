"""The copies that a stack's images.py wrote are read where they can be, and never stop a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import make_environment, make_feature_set
from planning import plan
from rtgen.decide import decide
from rtgen.output import copied
from rtgen.plan.environments import COLLECTOR_IMAGE, GATEWAY_IMAGE


@pytest.mark.parametrize("text", ["", "[1]", "<<<<<<< ours", "\xff"])
def test_what_cannot_be_read_names_no_copies(text: str, tmp_path: Path) -> None:
    (tmp_path / "images.prod.json").write_text(text, encoding="latin-1")
    assert copied(tmp_path, ["prod", "dev"]) == {"prod": frozenset(), "dev": frozenset()}


@pytest.mark.parametrize(
    ("copies", "evidence"),
    [
        ((), f"no copy of {GATEWAY_IMAGE} and {COLLECTOR_IMAGE} in images.prod.json"),
        ((GATEWAY_IMAGE,), f"no copy of {COLLECTOR_IMAGE} in images.prod.json"),
        (("centrifugo/centrifugo:v6.9.0", COLLECTOR_IMAGE), f"no copy of {GATEWAY_IMAGE} in images.prod.json"),
        ((GATEWAY_IMAGE, COLLECTOR_IMAGE), None),
    ],
    ids=["none", "one of two", "of an older version", "both"],
)
def test_production_is_told_which_images_have_no_copy(copies: tuple[str, ...], evidence: str | None) -> None:
    features = make_feature_set(environments=[make_environment("dev"), make_environment("prod")])

    planned = plan(features, decide(features), copied={"prod": frozenset(copies)})

    found = [each.evidence for each in planned.decisions.findings if each.rule == "RT824"]
    assert found == ([] if evidence is None else [evidence])
