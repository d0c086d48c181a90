"""The connections that a provider sees: one of each client, whatever it uses, at the peak with growth."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from rtgen.decide.capacity import Capacity
from rtgen.decide.decision import Figure
from rtgen.decide.decisions import PROVIDER_CONNECTIONS
from rtgen.decide.load import Carried
from rtgen.decide.transport import HOLDING
from rtgen.decide.working import decimal
from rtgen.domain.features import FeatureSet


def with_connections(features: FeatureSet, carried: Iterable[Carried], capacity: Capacity) -> Capacity:
    """The capacity of a managed tier, with what the provider sees in each environment."""
    held = tuple(carried)
    seen = {each.name: provider_connections(features, held, each.scale) for each in features.environments}
    return capacity._replace(
        figures=(*capacity.figures, seen[capacity.largest.environment.name]),
        environments=tuple(
            each._replace(figures=(*each.figures, seen[each.environment])) for each in capacity.environments
        ),
    )


def provider_connections(features: FeatureSet, carried: Iterable[Carried], scale: Fraction) -> Figure:
    """What the provider's limits are held against, in an environment of this scale.

    A gateway has one connection for each transport of a client, and tasks with headroom for more of them; a provider's
    SDK opens one for all features.
    """
    users: dict[str, int] = {}
    for each in carried:
        if each.transport in HOLDING:
            name = each.feature.audience
            users[name] = max(users.get(name, 0), each.feature.users)
    parts, total = [], Fraction(0)
    for name, most in sorted(users.items()):
        audience = features.audiences[name]
        total += most * audience.connections_per_user * audience.growth
        parts.append(f"{most} × {decimal(Fraction(audience.connections_per_user))} × {decimal(audience.growth)}")
    value = math.ceil(total * scale)
    summed = " + ".join(parts) or "0"
    if scale != 1:
        summed = f"({summed}) × {decimal(scale)}"
    return Figure(PROVIDER_CONNECTIONS, value, "connections at peak with growth", f"ceil({summed}) = {value}")
