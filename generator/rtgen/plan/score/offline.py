"""Offline: 5 messages wait on both sides and arrive on reconnect, shown; 3 some wait; 1 they are lost."""

from collections.abc import Iterator, Sequence

from rtgen.decide.decision import Finding
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.platform import ClientAbilities
from rtgen.domain.vocabulary import Communication, Offline, Publisher
from rtgen.plan.model import Plan
from rtgen.plan.rubric import Dimension, DimensionName
from rtgen.plan.score.claim import Claim, config, contract, found, graded, named
from rtgen.plan.score.kept import kept_for_all, lasting

_COMES_BACK = (
    "rtgen:tests/runtime/test_sdk.py"
    "::test_after_a_restart_the_sdk_comes_back_within_the_contracts_waits_and_misses_nothing"
)
_GAP = "rtgen:tests/runtime/test_recovery.py::test_a_gap_beyond_the_history_is_told_and_not_hidden"
_OUTBOX = "rtgen:tests/plan/test_contract.py::test_an_outbox_is_asked_for_where_clients_send"

_RESUMED = ", and a gateway and clients that give it back (`gateway.resume`, `client.resumes`)"


def offline(features: FeatureSet, plan: Plan, findings: Sequence[Finding]) -> Dimension:
    """Whether what is sent to somebody who is away, and what they send meanwhile, arrives."""
    client, gateway = features.platform.client, features.platform.gateway
    resumes = (not isinstance(client, ClientAbilities) or client.resumes) and (gateway is None or gateway.resume)
    waiting = lasting(plan)
    some = not waiting or (resumes and any(feature.history is not None for feature in waiting))
    return graded(DimensionName.OFFLINE, plan, tuple(_claims(plan, waiting, resumes=resumes)), findings, basic=some)


def _claims(plan: Plan, waiting: Sequence[Feature], *, resumes: bool) -> Iterator[Claim]:
    yield kept_for_all(plan, "history_size", "messages wait for who is away", _COMES_BACK, waiting)
    by = contract("resume.kept_by")
    yield Claim(
        "the SDK asks for what it missed",
        by,
        found(plan, by) == ["sdk"],
        _COMES_BACK,
        "a client and a gateway that resume (`platform.client: centrifuge-js`)",
    )
    engine = config("engine.type")
    yield Claim(
        "they outlive the server that took them",
        engine,
        found(plan, engine) == ["redis"],
        _COMES_BACK,
        "Redis for what waits (`delivery: at-least-once`, or history beyond the recovery window)",
    )
    resync = contract("features.*.resync")
    losing = [feature.id for feature in waiting if feature.history is None]
    yield Claim(
        "who was away for too long is told, and loads the state anew",
        resync,
        not losing and all(each in {"reload", "ask-presence", "forget"} for each in found(plan, resync)),
        _GAP,
        f"`history` for {named(losing)}{'' if resumes else _RESUMED}" if losing else "",
    )
    if any(map(sends, waiting)):
        yield outbox(plan)


def outbox(plan: Plan) -> Claim:
    """Presence and typing need no outbox, and the contract says so of each."""
    place = contract("features.*.offline")
    sending = [
        (each.feature, told)
        for each, told in zip(plan.decisions.features, found(plan, place), strict=True)
        if sends(each.feature)
    ]
    dropping = [
        feature.id
        for feature, told in sending
        if told is None or (told != Offline.QUEUE and feature.communication is not Communication.PRESENCE)
    ]
    return Claim(
        "what a user sends while offline waits in an outbox, which the contract asks for",
        place,
        not dropping,
        _OUTBOX,
        f"`offline: queue` for {named(dropping)}" if dropping else "",
    )


def sends(feature: Feature) -> bool:
    """Whether clients send something that could wait."""
    return feature.publish.by is Publisher.CLIENT or feature.request_response
