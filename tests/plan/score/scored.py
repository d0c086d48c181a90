"""Plans of specs in files, for tests of the score."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from planning import plan
from rtgen.decide import decide
from rtgen.domain.features import FeatureSet
from rtgen.plan.model import Plan
from rtgen.spec import load

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "stacks").glob("*/spec.yaml"))
CASES = sorted((ROOT / "tests/cases/score").glob("*.yaml"))


@cache
def planned(spec: Path) -> tuple[FeatureSet, Plan]:
    """The features of a spec, and its plan."""
    (features,) = load([spec])
    return features, plan(features, decide(features))


def title(spec: Path) -> str:
    """What a test calls a spec."""
    return spec.parent.name if spec in EXAMPLES else spec.stem


def expected(spec: Path) -> dict[str, int]:
    """The points that a case states for some dimensions."""
    read: dict[str, Any] = yaml.safe_load(spec.read_text(encoding="utf-8"))
    return dict(read["x-score"])
