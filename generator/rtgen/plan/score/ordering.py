"""Ordering: 5 messages arrive in order where it is needed, shown; 3 mostly; 1 not even within a channel."""

from collections.abc import Iterator, Sequence

from rtgen.decide.decision import Finding
from rtgen.decide.transport import HOLDING
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Ordering
from rtgen.plan.model import Plan
from rtgen.plan.rubric import Dimension, DimensionName
from rtgen.plan.score.claim import Claim, contract, decision, found, graded, named
from rtgen.plan.score.kept import kept_for_all, lasting

_GAP = "rtgen:tests/runtime/test_recovery.py::test_a_gap_beyond_the_history_is_told_and_not_hidden"
_NODES = (
    "rtgen:tests/runtime/test_recovery.py::test_two_nodes_deliver_to_each_others_clients_and_a_killed_one_loses_nothing"
)


def ordering(_features: FeatureSet, plan: Plan, findings: Sequence[Finding]) -> Dimension:
    """Whether the order that the spec asks for is one that the gateway keeps, across a reconnect too."""
    loose = [
        each.feature.id
        for each in plan.decisions.features
        if each.feature.ordering is not Ordering.NONE
        and each.feature.history is None
        and (each.transport.choice not in HOLDING or _across(each.feature, each.channels))
    ]
    return graded(DimensionName.ORDERING, plan, tuple(_claims(plan)), findings, basic=not loose)


def _across(feature: Feature, channels: int) -> bool:
    return feature.ordering is Ordering.GLOBAL and channels > 1


def _claims(plan: Plan) -> Iterator[Claim]:
    position = contract("resume.position")
    yield Claim(
        "each message has a position in its channel, and a gap is told",
        position,
        found(plan, position) == [["offset", "epoch"]],
        _GAP,
        "positions in the gateway's channels",
    )
    ordered = [feature for feature in lasting(plan) if feature.ordering is not Ordering.NONE]
    if ordered:
        yield kept_for_all(plan, "history_size", "what was missed comes first, and in its order", _NODES, ordered)
    across = [each.feature.id for each in plan.decisions.features if _across(each.feature, each.channels)]
    if any(feature.ordering is Ordering.GLOBAL for feature in ordered):
        yield Claim(
            "one order for all is asked of one channel alone",
            decision("features.*.ordering"),
            not across,
            _NODES,
            f"`ordering: channel`, or one channel (`scope: global`), for {named(across)}" if across else "",
        )
