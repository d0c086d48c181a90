"""What carries the features at a provider: its own SDK, over one connection, whatever each would have at a gateway."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rtgen.decide import facts
from rtgen.decide.decision import Decision, Edit, Finding, Rejected
from rtgen.decide.decisions import FeatureDecisions, Sdk
from rtgen.decide.provider.candidates import SERVICES
from rtgen.decide.provider.rules import FORCED_OTHERWISE, ONE_TRANSPORT, OWN_WAY
from rtgen.domain.features import Feature, FeatureSet
from rtgen.domain.vocabulary import Provider, Transport


def sdk_of(provider: Provider | None) -> Sdk | None:
    """How a provider's clients connect; None without one."""
    return next((each.sdk for each in SERVICES if provider is not None and each.provider is provider), None)


def carried_by(sdk: Sdk, decided: Decision[Transport]) -> Decision[Transport]:
    """What carries a feature: the SDK's first transport, unless it is polled rarely, at the team's own API."""
    fitting = decided.choice
    if fitting in {Transport.WEBSOCKET, Transport.SHORT_POLLING}:
        return decided
    reasons = [each for each in decided.rejected if each.alternative != Transport.WEBSOCKET.value]
    return Decision(
        rule=OWN_WAY.id,
        choice=Transport.WEBSOCKET,
        because=f"{sdk.of}'s SDK carries every feature over its one connection, which is a WebSocket where one can be.",
        facts=decided.facts,
        rejected=(
            Rejected(fitting.value, f"At a gateway it would be taken ({decided.rule}); {sdk.of}'s SDK has none."),
            *reasons,
        ),
        sources=(sdk.source,),
    )


def forced_otherwise(sdk: Sdk, feature: Feature) -> Finding | None:
    """That the spec forces what the SDK does not have; None where it forces nothing of the kind."""
    forced = feature.forced
    if forced is None or forced.transport in {Transport.WEBSOCKET, Transport.SHORT_POLLING}:
        return None
    return Finding(
        FORCED_OTHERWISE.id,
        FORCED_OTHERWISE.severity,
        feature.id,
        f"{forced.transport} is forced, and {sdk.of}'s SDK connects by WebSocket all the same. "
        f"The spec says: {forced.because.rstrip('.')}.",
        "Take `transport: auto`, or force a tier with a gateway, which speaks it.",
        facts.place(feature, "transport"),
        edit=Edit(f"features.{feature.id}.transport", "auto"),
    )


def findings(features: FeatureSet, sdk: Sdk | None, decided: Sequence[FeatureDecisions]) -> Iterator[Finding]:
    """That a network which lets no WebSocket through keeps clients out, where the SDK has nothing else."""
    carried = [each for each in decided if each.transport.choice is not Transport.SHORT_POLLING]
    if sdk is None or len(sdk.transports) > 1 or not carried:
        return
    yield Finding(
        ONE_TRANSPORT.id,
        ONE_TRANSPORT.severity,
        None,
        f"{sdk.of}'s SDK has WebSocket alone: where a network does not let it through, as some companies' proxies do "
        "not, its clients get nothing.",
        "Let clients load the state now and then while they are not connected, or name a provider whose SDK falls "
        "back.",
        facts.place_of_platform(features, "provider"),
    )
