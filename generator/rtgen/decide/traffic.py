"""What one feature sends at peak: its channels, the publications into them, and the deliveries out of them."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide.limits import RECOVERY_MESSAGES
from rtgen.domain.features import Audience, Feature
from rtgen.domain.vocabulary import Publisher, RateUnit, Scope
from rtgen.record import NamedTuple

_KEPT = int(RECOVERY_MESSAGES.value)


class Traffic(NamedTuple):
    """The traffic of one feature at the declared peak; growth and scale are not in it."""

    channels: int
    receivers: Fraction
    """Connections that hear one publication."""
    publications: Fraction
    """A second, over all channels."""
    deliveries: Fraction
    """A second, over all channels."""
    history: int
    """Messages kept for each channel."""


def traffic(feature: Feature, audience: Audience) -> Traffic:
    """The traffic of a feature whose users are of this audience.

    A rate per feature in channels of scope user is one event for all: it is published into each user's channel.
    """
    members, channels = _members(feature), channels_of(feature)
    publications = _publications(feature, channels)
    each = audience.connections_per_user
    receivers = Fraction(members) if each == 1 else members * each
    return Traffic(
        channels=channels,
        receivers=receivers,
        publications=publications,
        deliveries=publications if receivers == 1 else publications * receivers,
        history=_history(feature, publications, channels),
    )


def channels_of(feature: Feature) -> int:
    """Channels in use at peak."""
    if feature.channel.scope is Scope.GLOBAL:
        return 1
    return -(-feature.users * feature.channel.per_user // _members(feature))


def heard(feature: Feature) -> Fraction:
    """Publications a second that one user hears."""
    rate = feature.publish.rate
    match feature.publish.per:
        case RateUnit.USER:
            return rate * _members(feature)
        case RateUnit.CHANNEL:
            return rate * feature.channel.per_user
        case RateUnit.FEATURE if is_fan_out(feature):
            return rate
        case RateUnit.FEATURE:
            return rate * feature.channel.per_user / channels_of(feature)


def sent(feature: Feature) -> Fraction:
    """Publications a second that one user sends."""
    rate = feature.publish.rate
    match feature.publish.per:
        case _ if feature.publish.by is Publisher.SERVER:
            return Fraction(0)
        case RateUnit.USER:
            return rate
        case RateUnit.CHANNEL:
            return rate * channels_of(feature) / feature.users
        case RateUnit.FEATURE:
            return rate / feature.users


def is_fan_out(feature: Feature) -> bool:
    """Whether one event goes to many recipients' own channels: the server counts events of the whole feature."""
    return (
        feature.channel.scope is Scope.USER
        and feature.publish.per is RateUnit.FEATURE
        and feature.publish.by is Publisher.SERVER
    )


def _members(feature: Feature) -> int:
    """Users in a channel on average; never more than there are."""
    if feature.channel.scope is Scope.GLOBAL:
        return feature.users
    return min(feature.channel.members, feature.users)


def _publications(feature: Feature, channels: int) -> Fraction:
    rate = feature.publish.rate
    match feature.publish.per:
        case RateUnit.USER:
            return rate * feature.users
        case RateUnit.CHANNEL:
            return rate * channels
        case RateUnit.FEATURE:
            return rate * channels if is_fan_out(feature) else rate


def _history(feature: Feature, publications: Fraction, channels: int) -> int:
    """What the history window holds of a channel at peak, and at most what one recovery brings back."""
    if feature.history is None:
        return 0
    kept = -(-publications.numerator * feature.history // (publications.denominator * channels))
    return max(1, min(kept, _KEPT))
