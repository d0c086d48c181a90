"""What one feature sends at peak: its channels, the publications into them, and the deliveries out of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from rtgen.decide.limits import RECOVERY_MESSAGES
from rtgen.domain.features import Audience, Feature
from rtgen.domain.vocabulary import Publisher, RateUnit, Scope

_WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Traffic:
    """The traffic of one feature at the declared peak; growth and scale are not in it."""

    channels: int
    receivers: Fraction
    """Connections that hear one publication."""
    publications: Fraction
    """A second, over all channels."""
    deliveries: Fraction
    """A second, over all channels."""
    heard: Fraction
    """Publications a second that one user hears."""
    history: int
    """Messages kept for each channel."""


def traffic(feature: Feature, audience: Audience) -> Traffic:
    """The traffic of a feature whose users are of this audience.

    A rate per feature in channels of scope user is one event for all: it is published into each user's channel.
    """
    channel, publish, users = feature.channel, feature.publish, feature.users
    members = users if channel.scope is Scope.GLOBAL else min(channel.members, users)
    channels = 1 if channel.scope is Scope.GLOBAL else -(-users * channel.per_user // members)
    match publish.per:
        case RateUnit.USER:
            publications = publish.rate * users
            heard = publish.rate * members
        case RateUnit.CHANNEL:
            publications = publish.rate * channels
            heard = publish.rate * channel.per_user
        case RateUnit.FEATURE if is_fan_out(feature):
            publications = publish.rate * channels
            heard = publish.rate
        case RateUnit.FEATURE:
            publications = publish.rate
            heard = publish.rate * channel.per_user / channels
    each = audience.connections_per_user
    receivers = Fraction(members) if each == _WHOLE else members * each
    return Traffic(
        channels=channels,
        receivers=receivers,
        publications=publications,
        deliveries=publications * receivers,
        heard=heard,
        history=_history(feature, publications, channels),
    )


def is_fan_out(feature: Feature) -> bool:
    """Whether one event goes to many recipients' own channels: the server counts events of the whole feature."""
    return (
        feature.channel.scope is Scope.USER
        and feature.publish.per is RateUnit.FEATURE
        and feature.publish.by is Publisher.SERVER
    )


def _history(feature: Feature, publications: Fraction, channels: int) -> int:
    """What the history window holds of a channel at peak, and at most what one recovery brings back."""
    if feature.history is None:
        return 0
    kept = math.ceil(publications * feature.history / channels)
    return max(1, min(kept, int(RECOVERY_MESSAGES.value)))
