"""Architectures that others published, each with its spec, and what of ours differs from theirs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from rtgen import pipeline, resources
from rtgen.decide import decide
from rtgen.decide.decisions import Decisions
from rtgen.domain.vocabulary import Tier
from rtgen.record import NamedTuple
from rtgen.spec import load_variations

FOLDER = resources.cases() / "published"
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/spec.yaml"))
ANY = "any"
"""Redis between the servers, of which no more is published."""

Data: TypeAlias = "dict[str, Any]"
"""What YAML reads: the values of a document have any type."""


class Case(NamedTuple):
    """One published architecture."""

    name: str
    spec: Path
    told: Data
    """Its `published.yaml`."""

    @property
    def reasons(self) -> dict[str, str]:
        """Why ours differs, by what differs; empty where all is the same."""
        return {path: REASONS.get(said, said) for path, said in self.told.get("differs", {}).items()}


REASONS: dict[str, str] = yaml.safe_load((FOLDER / "reasons.yaml").read_text(encoding="utf-8"))
"""Reasons that several cases share, by the word that stands for them."""


def case(name: str) -> Case:
    """The case of a folder."""
    folder = FOLDER / name
    return Case(name, folder / "spec.yaml", yaml.safe_load((folder / "published.yaml").read_text(encoding="utf-8")))


@cache
def ours(of: Path) -> Decisions:
    """What rtgen decides for a spec, with all that its plan finds."""
    (planned,) = pipeline.plan([of], None, update_decisions=True)
    return planned.plan.decisions


@cache
def own(of: Path) -> Decisions:
    """What rtgen decides for a spec where a team runs its own servers."""
    _, variations = load_variations(of)
    features = variations.with_value("platform.managed", "avoid")
    assert features is not None, of
    return decide(features)


def served(of: Path) -> Decisions:
    """What is decided where there is a gateway: a provider's SDK settles its transports itself."""
    decided = ours(of)
    return own(of) if decided.tier.decision.choice is Tier.MANAGED else decided


def differences(of: Case) -> Iterator[str]:
    """What is decided otherwise than they published, of that which they published."""
    did, decided = of.told["did"], ours(of.spec)
    at_gateway = served(of.spec)
    features = {each.feature.id: each for each in at_gateway.features}
    for name, transport in did.get("transport", {}).items():
        if transport != features[name].transport.choice:
            yield f"transport.{name}"
    for name, patterns in did.get("patterns", {}).items():
        if sorted(patterns) != sorted(each.choice for each in features[name].patterns):
            yield f"patterns.{name}"
    tier = decided.tier.decision.choice
    if did.get("tier", tier) != tier:
        yield "tier"
    redis = at_gateway.redis.decision.choice
    if "redis" in did and (redis is None if did["redis"] == ANY else did["redis"] != redis):
        yield "redis"
