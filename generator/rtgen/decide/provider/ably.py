"""Ably: packages by connections, channels and message rate; it counts messages, connection and channel minutes."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide import sources
from rtgen.decide.decisions import BillLine, Sdk
from rtgen.decide.provider.month import HOUR_S, MILLION, MONTH_MINUTES, counted, stored
from rtgen.decide.provider.need import Metered
from rtgen.decide.provider.offer import (
    Abilities,
    Bound,
    Hook,
    Limits,
    Names,
    Offer,
    Service,
    at_most,
    by_contract,
    unlimited,
)
from rtgen.domain.vocabulary import Access, Ordering, Provider, Sync

_LIMITS = sources.ABLY_LIMITS
_CHUNK = 5 * 1_024
"""Bytes of one counted message (sources.ABLY_COUNTING)."""
_RESUME_S = 120
"""Seconds that a connection's state is kept (sources.ABLY_STATES); what is older comes from stored messages."""
KEPT_S = 72 * HOUR_S
"""Seconds that stored messages are kept unless Ably was asked for more (sources.ABLY_STORAGE)."""
_FREE = "Free"
_A_MILLION = Fraction(5, 2)
_A_MILLION_MINUTES = Fraction(1)
"""List prices, USD; larger volumes cost less, by steps that are not in these prices."""


def _metered(offer: Offer, metered: Metered) -> tuple[BillLine, ...]:
    if offer.name == _FREE:
        return ()  # what is above its limits is refused
    messages = counted(metered, _CHUNK) + stored(metered, _CHUNK, _RESUME_S)
    told = counted(metered._replace(flows=metered.told), _CHUNK)
    return (
        BillLine("million messages", messages / MILLION, _A_MILLION, sources.ABLY_PRICING),
        BillLine("million messages to the backend", told / MILLION, _A_MILLION, sources.ABLY_PUB_SUB_PRICING),
        BillLine(
            "million connection minutes",
            metered.mean_connections * MONTH_MINUTES / MILLION,
            _A_MILLION_MINUTES,
            sources.ABLY_PRICING,
        ),
        BillLine(
            "million channel minutes",
            metered.mean_channels * MONTH_MINUTES / MILLION,
            _A_MILLION_MINUTES,
            sources.ABLY_PRICING,
        ),
    )


def _offer(  # noqa: PLR0913 - a package is made of all of these
    name: str,
    base: int | None,
    *,
    connections: int | None,
    rate: int | None,
    hour: int | None,
    month: int | None,
    new: int | None,
    size: int,
    days: int,
    members: int,
    told: int | None,
) -> Offer:
    return Offer(
        name,
        None if base is None else Fraction(base),
        Limits(
            connections=_bound(connections),
            connection_rate=by_contract(_LIMITS) if new is None else at_most(new, _LIMITS),
            message_size=at_most(size * 1_024, _LIMITS),
            message_rate=_bound(rate),
            publish_rate=None,
            messages_an_hour=_bound(hour),
            messages_a_day=None,
            messages_a_month=_bound(month),
            channel_rate=at_most(50, _LIMITS),
            sends=at_most(50, _LIMITS),
            hears=at_most(50, _LIMITS),
            channels=_bound(connections),
            channels_a_connection=at_most(200, _LIMITS),
            joins=None,
            namespaces=at_most(100, _LIMITS),
            presence_members=at_most(members, _LIMITS),
            presence_rate=None,
            told_rate=by_contract(_LIMITS) if told is None else at_most(told, _LIMITS),
            history=at_most(days * 24 * HOUR_S, _LIMITS),
        ),
    )


def _bound(value: int | None) -> Bound:
    return unlimited(_LIMITS) if value is None else at_most(value, _LIMITS)


SERVICE = Service(
    name="ably",
    title="Ably",
    provider=Provider.ABLY,
    offers=(
        _offer(
            _FREE, 0, connections=200, rate=500, hour=250_000, month=6_000_000, new=42, size=64, days=1, members=200,
            told=250,
        ),
        _offer(
            "Standard", 29, connections=10_000, rate=2_500, hour=5_208_000, month=None, new=250, size=64, days=30,
            members=5_000, told=250,
        ),
        _offer(
            "Pro", 399, connections=50_000, rate=10_000, hour=20_833_000, month=None, new=500, size=256, days=365,
            members=10_000, told=1_000,
        ),
        _offer(
            "Enterprise", None, connections=None, rate=None, hour=None, month=None, new=None, size=256, days=365,
            members=20_000, told=None,
        ),
    ),
    abilities=Abilities(
        ordering=(Ordering.CHANNEL, sources.ABLY_ORDERING),
        at_least_once=(True, sources.ABLY_STATES),
        resume=(_RESUME_S, sources.ABLY_STATES),
        names=Names(0, None, None, sources.ABLY_CHANNELS),
        regions=(None, sources.ABLY_REGIONS),
        resident=(frozenset({"Enterprise"}), sources.ABLY_REGIONS),
        accesses=(frozenset(Access), sources.ABLY_TOKENS),
        hook=(Hook.AFTER, sources.ABLY_WEBHOOKS),
        replies=(False, sources.ABLY_CHANNELS),
        queue=(_RESUME_S, sources.ABLY_STATES),
        documents=(frozenset({Sync.CRDT}), sources.YJS),
        keeps=(KEPT_S, sources.ABLY_STORAGE),
        counts_told=True,
    ),
    metered=_metered,
    base_source=sources.ABLY_PRICING,
    remark=(
        "Presence of more than 200 members needs server-side batching. Volume discounts are not in the price, nor is "
        "billing by monthly active users, whom a spec does not declare."
    ),
    sdk=Sdk(
        "Ably",
        ("websocket", "xhr_polling"),
        "Where that has not connected after ten seconds at most, it polls by HTTP instead: in browsers, for elsewhere "
        "it has WebSocket alone.",
        sources.ABLY_SDK,
    ),
)  # fmt: skip
