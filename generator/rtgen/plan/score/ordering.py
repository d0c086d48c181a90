"""Ordering: 5 messages arrive in order where it is needed, shown; 3 mostly; 1 not even within a channel."""

from collections.abc import Iterator, Sequence

from rtgen.decide.decision import Finding
from rtgen.decide.transport import HOLDING
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Communication, Ordering
from rtgen.plan.model import Plan
from rtgen.plan.rubric import Dimension, DimensionName
from rtgen.plan.score.claim import Claim, contract, decision, found, graded, named
from rtgen.plan.score.kept import kept_for_all

_GAP = "rtgen:tests/runtime/test_recovery.py::test_a_gap_beyond_the_history_is_told_and_not_hidden"
_NODES = (
    "rtgen:tests/runtime/test_recovery.py::test_two_nodes_deliver_to_each_others_clients_and_a_killed_one_loses_nothing"
)


def ordering(_features: FeatureSet, plan: Plan, findings: Sequence[Finding]) -> Dimension:
    """Whether the order that the spec asks for is one that the gateway keeps, across a reconnect too."""
    ordered = [each for each in plan.decisions.features if _ordered(each.feature)]
    across = {
        each.feature.id: None for each in ordered if each.feature.ordering is Ordering.GLOBAL and each.channels > 1
    }
    loose = [
        each.feature.id
        for each in ordered
        if each.feature.history is None and (each.transport.choice not in HOLDING or each.feature.id in across)
    ]
    claims = tuple(_claims(plan, [each.feature for each in ordered], tuple(across)))
    return graded(DimensionName.ORDERING, plan, claims, findings, basic=not loose)


def _ordered(feature: Feature) -> bool:
    """Who comes and goes is asked for anew, so that its order has no meaning."""
    return feature.ordering is not Ordering.NONE and feature.communication is not Communication.PRESENCE


def _claims(plan: Plan, ordered: Sequence[Feature], across: Sequence[str]) -> Iterator[Claim]:
    position = contract("resume.position")
    yield Claim(
        "each message has a position in its channel, and a gap is told",
        position,
        found(plan, position) == [["offset", "epoch"]],
        _GAP,
        "positions in the gateway's channels",
    )
    if ordered:
        yield kept_for_all(plan, "history_size", "what was missed comes first, and in its order", _NODES, ordered)
    if any(feature.ordering is Ordering.GLOBAL for feature in ordered):
        yield Claim(
            "one order for all is asked of one channel alone",
            decision("features.*.ordering"),
            not across,
            _NODES,
            f"`ordering: channel`, or one channel (`scope: global`), for {named(across)}" if across else "",
        )
