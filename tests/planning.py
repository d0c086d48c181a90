"""Plans as the pipeline makes them: with the prices that are shipped."""

from __future__ import annotations

from collections.abc import Mapping

from rtgen.decide.decisions import Decisions
from rtgen.domain.constraints import Constraint
from rtgen.domain.features import FeatureSet
from rtgen.plan import plan as settle
from rtgen.plan.model import Plan
from rtgen.price_tables import tables

TABLES = tables(())
PRICES = TABLES["us-east-1"]


def plan(
    features: FeatureSet,
    decisions: Decisions,
    upstream: tuple[Constraint, ...] = (),
    copied: Mapping[str, frozenset[str]] | None = None,
) -> Plan:
    """The plan of a spec."""
    return settle(features, decisions, upstream, copied or {}, prices=TABLES)
