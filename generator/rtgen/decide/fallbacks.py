"""What a client tries after a transport that a network does not let through."""

from __future__ import annotations

from rtgen.decide.decisions import Sdk
from rtgen.domain.features import Feature
from rtgen.domain.platform import Platform
from rtgen.domain.vocabulary import Communication, Transport

_SDK = "centrifuge-js"
_CHAINS: dict[Transport, tuple[str, ...]] = {
    Transport.WEBSOCKET: ("http_stream", "sse"),
    Transport.SSE: ("http_stream", "websocket"),
    Transport.LONG_POLLING: (),
    Transport.SHORT_POLLING: (),
}
"""By the SDK's names. Streams carry the client's half by requests of their own (Centrifugo's emulation)."""


def fallbacks(feature: Feature, transport: Transport, platform: Platform, sdk: Sdk | None) -> tuple[str, ...]:
    """The SDK's transport names in order, of what the gateway and the client really support; at a provider, its SDK's.

    Empty for polling, which needs none; for document editing, whose server speaks WebSocket alone; and for clients
    other than centrifuge-js, which have no second transport (centrifuge-js 5.8.0: `transports`).
    """
    if sdk is not None:
        return () if transport is Transport.SHORT_POLLING else sdk.transports[1:]
    if platform.client != _SDK or feature.communication is Communication.COLLABORATIVE_EDITING:
        return ()
    chain = _CHAINS[transport]
    if platform.gateway is None:
        return chain
    supported = {name.replace("-", "_") for name in platform.gateway.transports}
    return tuple(name for name in chain if name in supported)
