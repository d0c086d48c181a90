"""Checks of fit: each holds one plan of a provider against what a spec needs, in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from rtgen.decide.decisions import Misfit
from rtgen.decide.provider.asked import Asked
from rtgen.decide.provider.checks import (
    authentication,
    channel_rate,
    channels,
    connection_rate,
    connections,
    delivery,
    documents,
    history,
    message_rate,
    message_size,
    names,
    offline,
    ordering,
    presence,
    regions,
    request_response,
    webhooks,
)

Check: TypeAlias = Callable[[Asked], Iterator[Misfit]]
"""Holds a plan against a need."""
CHECKS: tuple[Check, ...] = (
    connections.check,
    connection_rate.check,
    message_size.check,
    message_rate.check,
    channel_rate.check,
    presence.check,
    history.check,
    ordering.check,
    delivery.check,
    channels.check,
    names.check,
    regions.check,
    authentication.check,
    webhooks.check,
    request_response.check,
    offline.check,
    documents.check,
)
"""In the order in which a reader hears of them."""
