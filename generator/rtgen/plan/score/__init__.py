"""The score of a plan: seven dimensions, each judged by what the plan really contains.

A dimension is a list of claims; a stack around a provider has claims of its own. Each names a place in the plan, so
that a reader finds it, and a test that has run what it claims: 5 points mean that all of them are there, that a stack
shows them, and that no finding is about it, of whatever severity, waived or not.
"""

from rtgen.domain.features import FeatureSet
from rtgen.plan.model import Plan
from rtgen.plan.rubric import DimensionName, Score
from rtgen.plan.score import managed
from rtgen.plan.score.backpressure import backpressure
from rtgen.plan.score.monitoring import monitoring
from rtgen.plan.score.offline import offline
from rtgen.plan.score.ordering import ordering
from rtgen.plan.score.reconnection import reconnection
from rtgen.plan.score.rules import by_dimension
from rtgen.plan.score.scaling import scaling
from rtgen.plan.score.transport import transport

DIMENSIONS = (
    (DimensionName.TRANSPORT, transport),
    (DimensionName.RECONNECTION, reconnection),
    (DimensionName.SCALING, scaling),
    (DimensionName.ORDERING, ordering),
    (DimensionName.BACKPRESSURE, backpressure),
    (DimensionName.OFFLINE, offline),
    (DimensionName.MONITORING, monitoring),
)


def score(features: FeatureSet, plan: Plan) -> Score:
    """The score of a plan, with its findings. It is the same on every day: no waiver changes it."""
    findings = by_dimension(plan.decisions.findings)
    around = plan.managed
    if around is not None:
        return Score(tuple(managed.judge(name, features, plan, around, findings[name]) for name, _ in DIMENSIONS))
    return Score(tuple(judge(features, plan, findings[name]) for name, judge in DIMENSIONS))
