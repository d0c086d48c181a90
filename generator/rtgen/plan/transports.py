"""How features share connections: one for each first transport, with its fallbacks."""

from __future__ import annotations

from rtgen.decide.decisions import Decisions, FeatureDecisions
from rtgen.domain.vocabulary import Transport
from rtgen.plan.channels import service
from rtgen.record import NamedTuple

_SDK_NAMES = {Transport.WEBSOCKET: "websocket", Transport.SSE: "sse"}
"""The first transport's name in the SDK; polling holds no connection of the gateway's."""


class Connection(NamedTuple):
    """One connection that a client opens, and the features that it carries."""

    transports: tuple[str, ...]
    """The SDK's names, in the order in which they are tried."""
    features: tuple[FeatureDecisions, ...]


def connections(decisions: Decisions) -> tuple[Connection, ...]:
    """The connections of a client that uses every feature, by first transport.

    Features of one transport share a connection, so its fallbacks are those that all of them have.
    """
    by_transport: dict[Transport, list[FeatureDecisions]] = {}
    for each in decisions.features:
        if service(each) is None:
            by_transport.setdefault(each.transport.choice, []).append(each)
    found = []
    for transport, name in _SDK_NAMES.items():
        carried = tuple(by_transport.get(transport, ()))
        if carried:
            first, *others = dict.fromkeys(each.fallbacks for each in carried)
            shared = [each for each in first if all(each in fallbacks for fallbacks in others)]
            found.append(Connection((name, *shared), carried))
    return tuple(found)


def transport_names(decisions: Decisions) -> frozenset[str]:
    """Every transport of the gateway that a client may use, by the SDK's names."""
    return frozenset(name for connection in connections(decisions) for name in connection.transports)
