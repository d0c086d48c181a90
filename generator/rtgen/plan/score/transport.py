"""Transport: 5 the right one for each feature, shown; 3 one that works; 1 polling where the need is a real-time one."""

from collections.abc import Iterator, Sequence

from rtgen.decide.alike import once
from rtgen.decide.checks import polling
from rtgen.decide.decision import Finding
from rtgen.decide.provider.rules import OWN_WAY
from rtgen.decide.transport import row_for
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import OwnGateway
from rtgen.plan.model import Plan
from rtgen.plan.rubric import Dimension, DimensionName
from rtgen.plan.score.claim import Claim, Place, config, contract, decision, found, graded, has, named

_TABLE = "rtgen:tests/decide/test_transport.py::test_the_first_row_that_matches_wins"
_POLLED = "rtgen:tests/decide/test_transport.py::test_polling_for_a_real_time_need_is_t32"
_FALLBACK = "rtgen:tests/runtime/test_sdk.py::test_where_a_network_blocks_a_transport_the_next_one_carries_the_feature"
_COMES_BACK = (
    "rtgen:tests/runtime/test_sdk.py"
    "::test_after_a_restart_the_sdk_comes_back_within_the_contracts_waits_and_misses_nothing"
)
_DELIVERED = "rtgen:tests/runtime/test_examples.py::test_each_feature_delivers_to_who_may_hear_it_and_refuses_others"

_OPEN = {
    "websocket": ("websocket.disabled", False, _COMES_BACK),
    "http_stream": ("http_stream.enabled", True, _FALLBACK),
    "sse": ("sse.enabled", True, _COMES_BACK),
}
"""Where the gateway's configuration opens a transport, and by which value."""


def transport(features: FeatureSet, plan: Plan, findings: Sequence[Finding]) -> Dimension:
    """Whether each feature has the transport that fits, and whether it is carried by what the plan contains."""
    late = polled(plan)
    claims = (right(plan, features.platform.gateway), not_polled(late), *_opened(plan), _contained(plan))
    return graded(DimensionName.TRANSPORT, plan, claims, findings, basic=not late)


def polled(plan: Plan) -> list[str]:
    """Features that are polled although their need is a real-time one."""
    asks_in_vain = once(lambda each: polling.check(each.feature, each.transport.choice) is not None)
    return [each.feature.id for each in plan.decisions.features if asks_in_vain(each)]


def right(plan: Plan, gateway: OwnGateway | None) -> Claim:
    """A transport that the spec forces against the table stands in the score, whether it is waived or not."""
    fits = once(
        lambda each: (
            each.transport.rule == OWN_WAY.id or row_for(each.feature, gateway).transport is each.transport.choice
        )
    )
    other = [each.feature.id for each in plan.decisions.features if not fits(each)]
    return Claim(
        "each feature has the transport that its communication asks for",
        decision("features.*.transport"),
        not other,
        _TABLE,
        f"`transport: auto` for {named(other)}" if other else "",
    )


def not_polled(late: Sequence[str]) -> Claim:
    """That no real-time need is polled; `late` are the features of which that is not so."""
    return Claim(
        "nothing is polled that must be real-time",
        decision("features.*.transport"),
        not late,
        _POLLED,
        f"a transport that pushes for {named(late)}" if late else "",
    )


def _opened(plan: Plan) -> Iterator[Claim]:
    connections = found(plan, contract("connections.*.transports"))
    names = found(plan, contract("connections.*.transports.*.transport"))
    for name in dict.fromkeys(str(each) for each in names if each in _OPEN):
        key, value, test = _OPEN[name]
        yield Claim(
            f"the gateway speaks {name}",
            config(key),
            found(plan, config(key)) == [value],
            test,
            f"{name} open in the gateway",
        )
    if connections and plan.decisions.provider.sdk is None:
        yield Claim(
            "a client that a network blocks takes another transport",
            contract("connections.*.transports"),
            all(isinstance(each, list) and len(each) > 1 for each in connections),
            _FALLBACK,
            "a second transport for every connection (the SDK centrifuge-js has them; document editing has one)",
        )


def _contained(plan: Plan) -> Claim:
    return served(plan, "the stack contains what serves each feature", contract("features.*.served_by"), _DELIVERED)


def served(plan: Plan, shows: str, place: Place, test: str) -> Claim:
    """What waits for a service that the stack does not contain yet is decided, and not shown."""
    lacking = [entry for entry in plan.decisions.not_rendered if entry.features]
    return Claim(
        shows,
        place,
        has(plan, place) and not lacking,
        test,
        "; ".join(f"{entry.what} in the stack, for {named(entry.features)}" for entry in lacking),
    )
