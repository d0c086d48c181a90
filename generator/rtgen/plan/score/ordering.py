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
    asked = [each.feature for each in plan.decisions.features if ordered(each.feature)]
    claims = tuple(_claims(plan, asked, tuple(_across(plan))))
    return graded(DimensionName.ORDERING, plan, claims, findings, basic=kept_mostly(plan))


def kept_mostly(plan: Plan) -> bool:
    """Whether each feature that asks for an order has a connection or a history that gives it one mostly."""
    across = set(_across(plan))
    return not any(
        each.feature.history is None and (each.transport.choice not in HOLDING or each.feature.id in across)
        for each in plan.decisions.features
        if ordered(each.feature)
    )


def _across(plan: Plan) -> Iterator[str]:
    """Features that ask for one order across several channels."""
    for each in plan.decisions.features:
        if ordered(each.feature) and each.feature.ordering is Ordering.GLOBAL and each.channels > 1:
            yield each.feature.id


def ordered(feature: Feature) -> bool:
    """Whether a feature asks for an order. Who comes and goes is asked for anew, so that its order has no meaning."""
    return feature.ordering is not Ordering.NONE and feature.communication is not Communication.PRESENCE


def _claims(plan: Plan, asked: Sequence[Feature], across: Sequence[str]) -> Iterator[Claim]:
    position = contract("resume.position")
    yield Claim(
        "each message has a position in its channel, and a gap is told",
        position,
        found(plan, position) == [["offset", "epoch"]],
        _GAP,
        "positions in the gateway's channels",
    )
    if asked:
        yield kept_for_all(plan, "history_size", "what was missed comes first, and in its order", _NODES, asked)
    if any(feature.ordering is Ordering.GLOBAL for feature in asked):
        yield Claim(
            "one order for all is asked of one channel alone",
            decision("features.*.ordering"),
            not across,
            _NODES,
            f"`ordering: channel`, or one channel (`scope: global`), for {named(across)}" if across else "",
        )
