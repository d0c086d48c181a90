"""The same features for more or fewer users: what limits are held against, and what is billed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from rtgen.decide.provider.need import Flow, Metered, Need, Ranked
from rtgen.domain.features import Feature
from rtgen.domain.vocabulary import RateUnit, Scope


def scaled(need: Need, factor: Fraction) -> Need:
    """The need with its bill, at so many times the load."""
    return grown(need, factor)._replace(metered=metered(need, factor))


def metered(need: Need, factor: Fraction) -> Metered:
    """What is billed alone, at so many times the load."""
    today = need.metered
    return today._replace(
        connections=today.connections * factor,
        mean_connections=today.mean_connections * factor,
        mean_channels=today.mean_channels * factor,
        flows=_times(today.flows, factor),
        told=_times(today.told, factor),
    )


def _times(flows: tuple[Flow, ...], factor: Fraction) -> tuple[Flow, ...]:
    return tuple(
        [each._replace(published=each.published * factor, delivered=each.delivered * factor) for each in flows]
    )


def grown(need: Need, factor: Fraction) -> Need:
    """What the checks of fit read, at so many times the load; the bill stays.

    Totals grow; what one channel and one connection ask for stays, but in a channel that everybody is in.
    """
    larger = need._replace(
        connections=-(-need.connections * factor // 1),
        published=need.published * factor,
        delivered=need.delivered * factor,
        mean_messages=need.mean_messages * factor,
        channels=need.channels * factor,
        joins=need.joins * factor,
        presence=need.presence * factor,
        told_rate=need.told_rate * factor,
        mean_told_rate=need.mean_told_rate * factor,
    )
    if not need.everybody:
        return larger
    return larger._replace(
        members=_where(_all_are_in, need.members, factor),
        channel_rates=_where(_all_publish, need.channel_rates, factor),
    )


def _all_are_in(feature: Feature) -> bool:
    """Whether the most members are the users, and not a number that the spec gives."""
    return feature.channel.scope is Scope.GLOBAL and "channel.max_members" not in feature.provenance.given


def _all_publish(feature: Feature) -> bool:
    return feature.channel.scope is Scope.GLOBAL and feature.publish.per is RateUnit.USER


def _where(grows: Callable[[Feature], bool], amounts: Ranked, factor: Fraction) -> Ranked:
    parts = [
        (amount * factor if more else amount, tuple(each for each in features if grows(each) is more))
        for amount, features in amounts
        for more in (True, False)
    ]
    return tuple(sorted((each for each in parts if each[1]), key=lambda each: -each[0]))
