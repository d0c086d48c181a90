"""AppSync Events, for comparison: channels without history or presence, billed by operations and minutes."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide import sources
from rtgen.decide.provider.month import MILLION
from rtgen.decide.provider.offer import Abilities, Hook, Limits, Names, Offer, Service, at_most, unknown
from rtgen.decide.provider.on_demand import on_demand
from rtgen.domain.vocabulary import Access

_EVENTS = sources.APPSYNC_EVENTS
_CHUNK = 5 * 1_024
"""Bytes of one billed operation (sources.APPSYNC_PRICING)."""


SERVICE = Service(
    name="appsync-events",
    title="AppSync Events",
    provider=None,
    offers=(
        Offer(
            "on demand",
            Fraction(0),
            Limits(
                connections=unknown(_EVENTS),
                connection_rate=at_most(2_000, _EVENTS),
                message_size=at_most(240_000, _EVENTS),
                message_rate=at_most(MILLION, _EVENTS),
                publish_rate=at_most(10_000, _EVENTS),
                messages_an_hour=None,
                messages_a_day=None,
                messages_a_month=None,
                channel_rate=unknown(_EVENTS),
                sends=at_most(25, _EVENTS),
                hears=unknown(_EVENTS),
                channels=None,
                channels_a_connection=at_most(200, _EVENTS),
                joins=None,
                namespaces=at_most(50, _EVENTS),
                presence_members=at_most(0, _EVENTS),
                presence_rate=None,
                told_rate=None,
                history=at_most(0, _EVENTS),
            ),
        ),
    ),
    abilities=Abilities(
        ordering=(None, _EVENTS),
        at_least_once=(False, _EVENTS),
        resume=(0, _EVENTS),
        names=Names(0, None, 50, _EVENTS),
        regions=(None, _EVENTS),
        resident=(frozenset({"on demand"}), _EVENTS),
        accesses=(frozenset(Access), _EVENTS),
        hook=(Hook.AFTER, _EVENTS),
        replies=(False, _EVENTS),
        queue=(None, _EVENTS),
        documents=(frozenset(), sources.YJS),
    ),
    metered=on_demand("operations", _CHUNK, Fraction(1), Fraction(2, 25), sources.APPSYNC_PRICING),
    base_source=sources.APPSYNC_PRICING,
    remark="The price is that of us-east-1. History and presence are for your own code.",
)
