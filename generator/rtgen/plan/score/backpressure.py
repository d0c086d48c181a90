"""Backpressure: 5 publishers limited, queues bounded, slow readers cut and recovered, shown; 3 some of it; 1 none."""

from collections.abc import Iterator, Sequence

from rtgen.decide.decision import Finding
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Publisher, Tier
from rtgen.plan.channels import service
from rtgen.plan.model import Plan
from rtgen.plan.rubric import Dimension, DimensionName
from rtgen.plan.score.claim import Claim, config, contract, found, graded, has, named, resource
from rtgen.plan.score.kept import namespaces_of

_READER = "rtgen:tests/runtime/test_recovery.py::test_a_reader_that_does_not_read_is_cut_and_others_go_on"
_CONNECTIONS = "rtgen:tests/runtime/test_permissions.py::test_one_user_has_a_limit_of_connections"
_CHANNELS = "rtgen:tests/runtime/test_permissions.py::test_a_user_has_a_limit_of_channels"
_ASKED = "rtgen:tests/runtime/test_proxies.py::test_the_backend_decides_who_subscribes_publishes_and_is_answered"
_NOBODY = "rtgen:tests/runtime/test_permissions.py::test_nobody_else_publishes"
_FLOOD = "stack:tests/test_security.py::test_an_address_cannot_flood_the_edge"
SLOW = 3008
"""The code that ends the connection of a slow reader (Centrifugo: client protocol)."""


def backpressure(_features: FeatureSet, plan: Plan, findings: Sequence[Finding]) -> Dimension:
    """Whether fast publishers and slow readers are held back by something that is really there."""
    queue = config("client.queue_max_size")
    by_server = all(each.feature.publish.by is Publisher.SERVER for each in plan.decisions.features)
    some = has(plan, queue) or by_server or plan.decisions.tier.decision.choice is Tier.MANAGED
    return graded(DimensionName.BACKPRESSURE, plan, tuple(_claims(plan)), findings, basic=some)


def _claims(plan: Plan) -> Iterator[Claim]:
    yield _publishing(plan)
    for shows, key, test, otherwise in (
        ("the queue of a slow reader has a bound", "client.queue_max_size", _READER, "a bound of the queue"),
        ("a write that hangs is given up", "websocket.write_timeout", _READER, "a timeout of writes"),
        ("a user has so many connections and no more", "client.user_connection_limit", _CONNECTIONS, "a limit of them"),
        ("a connection has so many channels and no more", "client.channel_limit", _CHANNELS, "a limit of channels"),
    ):
        yield Claim(shows, config(key), has(plan, config(key)), test, otherwise)
    yield Claim(
        "a reader that is cut comes back and recovers",
        contract("close_codes"),
        any(_reconnects(each) for each in found(plan, contract("close_codes.*"))),
        _READER,
        f"clients that reconnect after {SLOW}",
    )
    acl = resource("waf-acl")
    yield Claim("an address cannot flood the edge", acl, has(plan, acl), _FLOOD, "a rate limit at the edge")


def _reconnects(code: object) -> bool:
    return isinstance(code, dict) and code.get("first") == SLOW and code.get("action") == "reconnect"


def _publishing(plan: Plan) -> Claim:
    """A proxy asks the backend, which may refuse; Centrifugo itself limits no publishing."""
    namespaces = namespaces_of(plan)
    clients = [
        each.feature.id
        for each in plan.decisions.features
        if each.feature.publish.by is Publisher.CLIENT and service(each) is None
    ]
    if clients:
        free = [name for name in clients if not namespaces.get(name, {}).get("publish_proxy_enabled")]
        return Claim(
            "the backend is asked for what clients publish, and may refuse it",
            config("channel.namespaces.*.publish_proxy_enabled"),
            not free,
            _ASKED,
            f"`platform.backend.url`, which is then asked, or `publish.by: server`, for {named(free)}" if free else "",
        )
    by = contract("features.*.publish.by")
    return Claim("clients publish nothing by the gateway", by, has(plan, by), _NOBODY, "publishers in the contract")
