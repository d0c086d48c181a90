"""API Gateway WebSocket APIs, for comparison: connections without channels, billed by messages and minutes."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide import sources
from rtgen.decide.provider.offer import Abilities, Hook, Limits, Names, Offer, Service, at_most, unknown, unlimited
from rtgen.decide.provider.on_demand import on_demand
from rtgen.domain.vocabulary import Access

_QUOTAS = sources.API_GATEWAY_QUOTAS
_CHUNK = 32 * 1_024
"""Bytes of one billed message (sources.API_GATEWAY_PRICING)."""


SERVICE = Service(
    name="api-gateway-websocket",
    title="API Gateway WebSocket",
    provider=None,
    offers=(
        Offer(
            "on demand",
            Fraction(0),
            Limits(
                connections=unlimited(_QUOTAS),
                connection_rate=at_most(500, _QUOTAS),
                message_size=at_most(128_000, _QUOTAS),
                message_rate=unknown(_QUOTAS),
                publish_rate=None,
                messages_an_hour=None,
                messages_a_day=None,
                messages_a_month=None,
                channel_rate=None,
                sends=None,
                hears=None,
                channels=None,
                channels_a_connection=unlimited(_QUOTAS),
                joins=None,
                namespaces=at_most(300, _QUOTAS),
                presence_members=at_most(0, _QUOTAS),
                presence_rate=None,
                told_rate=None,
                history=at_most(0, _QUOTAS),
            ),
        ),
    ),
    abilities=Abilities(
        ordering=(None, _QUOTAS),
        at_least_once=(False, _QUOTAS),
        resume=(0, _QUOTAS),
        names=Names(0, None, None, _QUOTAS),
        regions=(None, _QUOTAS),
        resident=(frozenset({"on demand"}), _QUOTAS),
        accesses=(frozenset(Access), _QUOTAS),
        hook=(Hook.AFTER, _QUOTAS),
        replies=(True, _QUOTAS),
        queue=(None, _QUOTAS),
        documents=(frozenset(), sources.YJS),
    ),
    metered=on_demand("messages", _CHUNK, Fraction(1), Fraction(1, 4), sources.API_GATEWAY_PRICING),
    base_source=sources.API_GATEWAY_PRICING,
    remark=(
        "It has no channels: your functions keep a table of connections and post to each, which is not in the price. "
        "A connection ends after two hours."
    ),
)
