"""A spec's decisions with what would flip them: the plan's own stages, asked again and again."""

from __future__ import annotations

from pathlib import Path

from rtgen import pipeline, upstream
from rtgen.decide import decide, explanation
from rtgen.decide.decisions import Decisions
from rtgen.decide.explanation import Explained
from rtgen.decide.provider.break_even import BreakEven
from rtgen.diagnostics import Diagnostic
from rtgen.domain.features import FeatureSet
from rtgen.output import last_plan, recorded
from rtgen.plan import plan as settle
from rtgen.price_tables import tables
from rtgen.record import NamedTuple
from rtgen.spec import load_variations

SEARCHED_FEATURES = 200
"""Above this, what would flip the shared decisions is not looked for: each question decides the whole spec again."""


class Explanation(NamedTuple):
    """A spec's decisions, each with what would flip it."""

    decisions: Decisions
    features: tuple[tuple[str, tuple[Explained, ...]], ...]
    """Of each feature that was asked for, by id."""
    shared: tuple[Explained, ...]
    """Of what all features share; empty where one feature was asked for."""
    break_evens: tuple[BreakEven, ...]
    """Of each provider whose price crosses the stack's; empty where one feature was asked for."""
    warnings: tuple[Diagnostic, ...]
    """About the last plan of the spec's stack, where it cannot be read."""


def explain(spec: Path, feature: str | None, out: Path | None = None) -> Explanation | None:
    """Decides a spec, and looks for what would flip it. None where it has no such feature. Raises SpecRejected.

    What the last plan recorded in `out` stays, as `rtgen plan --out` would keep it.
    """
    features, variations = load_variations(spec)
    documents = upstream.read(upstream.folder(spec, features))
    if documents is not None:
        variations = documents.complete(variations)
        features = variations.features()

    before, warnings = recorded(last_plan(pipeline.stack_folder(spec, features.name, out)), features.name)
    decisions = decide(features, before)
    asked = [each for each in decisions.features if feature in {None, each.feature.id}]
    if not asked:
        return None
    sdk = decisions.provider.sdk
    return Explanation(
        decisions=decisions,
        features=tuple(
            (each.feature.id, explanation.of_feature(each, variations.alone(each.feature.id).with_value, before, sdk))
            for each in asked
        ),
        shared=()
        if feature is not None
        else explanation.of_shared(
            decisions, variations.with_value if len(features.features) <= SEARCHED_FEATURES else None, before
        ),
        break_evens=() if feature is not None else _break_evens(features, decisions),
        warnings=warnings,
    )


def _break_evens(features: FeatureSet, decisions: Decisions) -> tuple[BreakEven, ...]:
    prices = tables(each.region for each in features.environments)
    return settle(features, decisions, prices=prices).break_evens
