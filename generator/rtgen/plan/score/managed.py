"""A stack around a provider: what it contains of its own, which has run; what the provider promises has not.

A promise is a claim that is never there, so that its dimension has 3 points at most.
"""

from collections.abc import Callable, Iterator, Sequence

from rtgen.decide.decision import Finding
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Ordering, Provider, Publisher
from rtgen.plan.model import ManagedPlan, Plan
from rtgen.plan.rubric import Dimension, DimensionName
from rtgen.plan.score import offline, ordering, scaling, transport
from rtgen.plan.score.claim import Claim, contract, decision, graded, has, named, resource
from rtgen.plan.score.kept import lasting
from rtgen.plan.score.monitoring import MAIL

_SDKS = "rtgen:tests/runtime/test_provider_sdks.py::"
_CARRIED = _SDKS + "test_the_readmes_lines_let_a_user_in_and_show_what_is_sent"
_REFUSED = _SDKS + "test_the_same_lines_do_not_open_what_is_anothers"
_COMES_BACK = _SDKS + "test_after_a_restart_of_the_provider_they_come_back_by_themselves_and_load_the_state"
_FITS = "rtgen:tests/decide/provider/test_properties.py::test_the_choice_fits_and_no_other_that_fits_costs_less"
_ORDER = "rtgen:tests/decide/provider/test_fit.py::test_a_limit_speaks_where_a_spec_asks_for_more_and_not_before"
_IN_ORDER = (
    "rtgen:tests/publishing/test_delivery.py::test_nothing_overtakes_in_its_channel_and_no_channel_waits_for_another"
)
_LATER = "rtgen:tests/publishing/test_delivery.py::test_whatever_may_be_otherwise_later_is_tried_again"
_POLICIES = "rtgen:tests/tokens/test_policies.py::test_a_token_opens_what_it_names_and_no_more"
_PEAK = "rtgen:tests/plan/test_publisher.py::test_calls_at_a_time_carry_the_peak_of_the_environment"
_THROTTLED = "stack:tests/test_security.py::test_the_endpoint_is_throttled_and_every_request_is_logged"
_BOUNDED = "stack:tests/test_publisher.py::test_only_what_failed_comes_again"
_RINGS = "stack:tests/test_monitoring.py::test_every_alarm_reaches_the_topic"
_COUNTED = "stack:tests/test_monitoring.py::test_what_the_function_could_not_answer_is_counted"
_DEAD = "stack:tests/test_publisher.py::test_dead_letters_and_waiting_ring"
_UNREAD = "stack:tests/test_inbox.py::test_dead_letters_and_waiting_ring"
_LIMITS = "stack:tests/test_usage.py::test_each_limit_rings_at_four_fifths"
_LIMITED = "a limit of requests, which rtgen sees at an API of the stack's own alone"
_RELIABLE = "`delivery: at-least-once` for what must arrive: it is queued then"


def judge(
    name: DimensionName, features: FeatureSet, plan: Plan, managed: ManagedPlan, findings: Sequence[Finding]
) -> Dimension:
    """One dimension of a plan whose connections a provider holds."""
    claims = tuple(_CLAIMS[name](features, plan, managed))
    return graded(name, plan, claims, findings, basic=_BASIC.get(name, _always)(plan))


def _promise(shows: str, run: str) -> Claim:
    """What the provider says that it does, and what would have to be run to show it."""
    return Claim(shows, contract("provider.name"), there=False, test="", otherwise=run)


def _transport(features: FeatureSet, plan: Plan, _managed: ManagedPlan) -> Iterator[Claim]:
    polled = transport.polled(plan)
    yield transport.right(plan, features.platform.gateway)
    yield transport.not_polled(polled)
    carried = contract("connections.provider.features")
    yield transport.served(plan, "the provider's SDK brings each feature to who may hear it", carried, _CARRIED)
    url = contract("provider.token_url_output")
    yield Claim("nobody enters what is another's", url, has(plan, url), _REFUSED, "a token endpoint")
    yield _promise(
        "a client that a network blocks takes another transport",
        "a run of the SDK's own fallback, in a network that blocks WebSocket",
    )


def _reconnection(_features: FeatureSet, plan: Plan, _managed: ManagedPlan) -> Iterator[Claim]:
    sdk, resync = contract("provider.name"), contract("features.*.resync")
    yield Claim("clients come back by themselves and enter their channels", sdk, has(plan, sdk), _COMES_BACK, "an SDK")
    yield Claim("who comes back loads the present state", resync, has(plan, resync), _COMES_BACK, "`resync`")
    yield _promise("they wait longer each time, at random", "a run of the SDK's waits while the provider is away")
    if any(each.history is not None for each in lasting(plan)):
        yield _promise("they get what was sent meanwhile", "a run at the provider itself: what it repeats after a gap")


def _scaling(_features: FeatureSet, plan: Plan, managed: ManagedPlan) -> Iterator[Claim]:
    yield scaling.carried_claim(plan)
    chosen = plan.decisions.provider.chosen
    yield Claim(
        "the provider's plan holds the peak within every limit that is published",
        decision("provider.choice"),
        chosen is not None and chosen.fits,
        _FITS,
        "a provider's plan that fits",
    )
    if managed.queue is not None:
        source = resource("publisher-messages")
        yield Claim("as many publish at a time as the peak asks for", source, has(plan, source), _PEAK, _RELIABLE)
    yield _promise("a message reaches the clients of all its servers", "a load test at the provider itself")


def _ordering(_features: FeatureSet, plan: Plan, managed: ManagedPlan) -> Iterator[Claim]:
    ordered = [each.feature.id for each in plan.decisions.features if ordering.ordered(each.feature)]
    if not ordered:
        yield Claim(
            "no feature asks for an order, so that none is promised",
            decision("features.*.ordering"),
            there=True,
            test=_ORDER,
            otherwise="",
        )
        return
    queue = resource("publisher-queue")
    if any(_by_backend(each) and each.ordering is not Ordering.NONE for each in _features_of(plan)):
        yield Claim(
            "what the backend publishes leaves in the order of its channel",
            queue,
            managed.queue is not None and managed.queue.fifo and has(plan, queue),
            _IN_ORDER,
            _RELIABLE,
        )
    yield _promise("it arrives in that order", f"a run at the provider itself, for {named(ordered)}")


def _backpressure(_features: FeatureSet, plan: Plan, managed: ManagedPlan) -> Iterator[Claim]:
    sending = [each.id for each in _features_of(plan) if not _by_backend(each)]
    by = contract("features.*.publish.by")
    refuses = managed.provider is Provider.SUPABASE
    yield Claim(
        "clients publish nothing that is the backend's",
        by,
        has(plan, by) and not sending and refuses,
        _POLICIES,
        f"`publish.by: server`, where a limit of yours stands before it, for {named(sending)}"
        if sending
        else "a run at the provider itself: that it refuses what a token does not name",
    )
    stage = resource("tokens-api-stage")
    yield Claim("nobody floods the token endpoint", stage, has(plan, stage), _THROTTLED, _LIMITED)
    if managed.queue is not None:
        source, queue = resource("publisher-messages"), resource("publisher-queue")
        yield Claim("a slow provider gets so many at a time and no more", source, has(plan, source), _BOUNDED, "")
        yield Claim("what it refuses for now waits", queue, has(plan, queue), _LATER, "")
    yield _promise(
        "a slow reader is cut and recovers", "a run at the provider itself, with a client that does not read"
    )


def _offline(_features: FeatureSet, plan: Plan, managed: ManagedPlan) -> Iterator[Claim]:
    if any(map(_by_backend, _features_of(plan))):
        queue = resource("publisher-queue")
        waits = managed.queue is not None and has(plan, queue)
        yield Claim("what the backend publishes waits for the provider", queue, waits, _LATER, _RELIABLE)
    resync = contract("features.*.resync")
    yield Claim("who was away loads the present state", resync, has(plan, resync), _COMES_BACK, "`resync`")
    if any(map(offline.sends, lasting(plan))):
        yield offline.outbox(plan)
    waiting = lasting(plan)
    if not waiting:
        return  # who is there is asked for anew: nothing is sent to who is away
    losing = [each.id for each in waiting if each.history is None]
    yield _promise(
        "messages wait for who is away",
        f"`history` for {named(losing)}" if losing else "a run at the provider itself: what it keeps for who is away",
    )


def _monitoring(_features: FeatureSet, plan: Plan, managed: ManagedPlan) -> Iterator[Claim]:
    for shows, name, test, otherwise in (
        ("users who cannot enter are counted, and somebody is told", "tokens-failed", _COUNTED, "an alarm on tokens"),
        ("every alarm reaches one topic", "monitoring-topic", _RINGS, "a topic of the alarms"),
        ("somebody hears the alarms", "monitoring-email", MAIL, "`platform.alarm_email`, or nobody hears the alarms"),
    ):
        yield Claim(shows, resource(name), has(plan, resource(name)), test, otherwise)
    if managed.queue is not None:
        dead = resource("publisher-dead")
        yield Claim("what cannot be published rings, and what waits too long", dead, has(plan, dead), _DEAD, "")
    if managed.inbox is not None:
        late = resource("inbox-late")
        yield Claim("what the backend must hear of rings when nobody reads it", late, has(plan, late), _UNREAD, "")
    for shows, name, otherwise in (
        ("the number of connections is watched", "usage-connections", "an alarm on connections"),
        ("the rate of messages is watched", "usage-messages", "an alarm on the rate of messages"),
    ):
        yield Claim(shows, resource(name), has(plan, resource(name)), _LIMITS, otherwise)
    yield _promise("the delay of delivery is watched", "an alarm on latency, which the provider alone can measure")


def _features_of(plan: Plan) -> Iterator[Feature]:
    return (each.feature for each in plan.decisions.features)


def _by_backend(feature: Feature) -> bool:
    return feature.publish.by is Publisher.SERVER


_CLAIMS: dict[DimensionName, Callable[[FeatureSet, Plan, ManagedPlan], Iterator[Claim]]] = {
    DimensionName.TRANSPORT: _transport,
    DimensionName.RECONNECTION: _reconnection,
    DimensionName.SCALING: _scaling,
    DimensionName.ORDERING: _ordering,
    DimensionName.BACKPRESSURE: _backpressure,
    DimensionName.OFFLINE: _offline,
    DimensionName.MONITORING: _monitoring,
}


def _always(_plan: Plan) -> bool:
    return True


def _something_waits(plan: Plan) -> bool:
    """The provider keeps messages for who is away, or nothing has to wait."""
    chosen, waiting = plan.decisions.provider.chosen, lasting(plan)
    kept = chosen is not None and "history window" not in {each.limit for each in chosen.losses}
    return not waiting or (kept and any(each.history is not None for each in waiting))


_BASIC: dict[DimensionName, Callable[[Plan], bool]] = {
    DimensionName.TRANSPORT: lambda plan: not transport.polled(plan),
    DimensionName.SCALING: scaling.carried,
    DimensionName.ORDERING: ordering.kept_mostly,
    DimensionName.OFFLINE: _something_waits,
}
"""What 3 points need; where nothing stands, a stack has it."""
