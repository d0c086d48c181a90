"""Supabase Realtime (Broadcast and Presence): a plan, and above its quota peak connections and messages in packages."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide import sources
from rtgen.decide.decisions import BillLine, Sdk
from rtgen.decide.provider.month import HOUR_S, MILLION, counted
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
    unknown,
)
from rtgen.domain.vocabulary import Access, Provider, Sync

_LIMITS = sources.SUPABASE_LIMITS
_FREE, _PRO = "Free", "Pro"
_QUOTA_CONNECTIONS, _QUOTA_MESSAGES = 500, 5 * MILLION
_CONNECTIONS_PACKAGE = 1_000
_REGIONS = frozenset(
    {
        "us-west-1",
        "us-west-2",
        "us-east-1",
        "us-east-2",
        "ca-central-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "eu-central-1",
        "eu-central-2",
        "eu-north-1",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-northeast-1",
        "ap-northeast-2",
        "sa-east-1",
    }
)


def _metered(offer: Offer, metered: Metered) -> tuple[BillLine, ...]:
    if offer.name in {_FREE, _PRO}:
        return ()  # what is above the quota is refused
    return (
        BillLine(
            "thousand peak connections above 500",
            _packages(metered.connections - _QUOTA_CONNECTIONS, _CONNECTIONS_PACKAGE),
            Fraction(10),
            sources.SUPABASE_CONNECTIONS,
        ),
        BillLine(
            "million messages above 5 million",
            _packages(counted(metered) - _QUOTA_MESSAGES, MILLION),
            Fraction(5, 2),
            sources.SUPABASE_MESSAGES,
        ),
    )


def _packages(above: Fraction, package: int) -> Fraction:
    """A package that was begun is billed whole."""
    return Fraction(max(0, -(-above // package)))


def _offer(  # noqa: PLR0913 - a plan is made of all of these
    name: str,
    base: int | None,
    *,
    connections: int | None,
    rate: int | None,
    month: int | None,
    channels: int | None,
    presence: int | None,
    size: int | None,
) -> Offer:
    return Offer(
        name,
        None if base is None else Fraction(base),
        Limits(
            connections=_bound(connections),
            connection_rate=unknown(_LIMITS),
            message_size=_bound(size),
            message_rate=_bound(rate),
            publish_rate=None,
            messages_an_hour=None,
            messages_a_day=None,
            messages_a_month=None if month is None else at_most(month, sources.SUPABASE_MESSAGES),
            channel_rate=unknown(_LIMITS),
            sends=unknown(_LIMITS),
            hears=unknown(_LIMITS),
            channels=None,
            channels_a_connection=_bound(channels),
            joins=_bound(rate),
            namespaces=None,
            presence_members=unknown(_LIMITS),
            presence_rate=_bound(presence),
            told_rate=None,
            history=at_most(72 * HOUR_S, _LIMITS),
        ),
    )


def _bound(value: int | None) -> Bound:
    return by_contract(_LIMITS) if value is None else at_most(value, _LIMITS)


SERVICE = Service(
    name="supabase",
    title="Supabase",
    provider=Provider.SUPABASE,
    offers=(
        _offer(
            _FREE, 0, connections=200, rate=100, month=2 * MILLION, channels=100, presence=20, size=256_000
        ),
        _offer(
            _PRO, 25, connections=500, rate=500, month=_QUOTA_MESSAGES, channels=100, presence=50, size=3_000_000
        ),
        _offer(
            "Pro without spend cap", 25, connections=10_000, rate=2_500, month=None, channels=100, presence=1_000,
            size=3_000_000,
        ),
        _offer(
            "Enterprise", None, connections=None, rate=None, month=None, channels=None, presence=None, size=None
        ),
    ),
    abilities=Abilities(
        ordering=(None, sources.SUPABASE_DELIVERY),
        at_least_once=(False, sources.SUPABASE_DELIVERY),
        resume=(0, sources.SUPABASE_BROADCAST),
        names=Names(0, None, None, sources.SUPABASE_BROADCAST),
        regions=(_REGIONS, sources.SUPABASE_REGIONS),
        resident=(frozenset(), sources.SUPABASE_REGIONS),
        accesses=(frozenset(Access), sources.SUPABASE_AUTHORIZATION),
        hook=(Hook.NEVER, sources.SUPABASE_BROADCAST),
        replies=(False, sources.SUPABASE_BROADCAST),
        queue=(None, sources.SUPABASE_BROADCAST),
        documents=(frozenset({Sync.CRDT}), sources.YJS),
    ),
    metered=_metered,
    base_source=sources.SUPABASE_CONNECTIONS,
    remark="Replay brings 25 messages a request. The database's compute is not in the price.",
    sdk=Sdk(
        "Supabase",
        ("websocket",),
        "It has no other transport: where a network does not let WebSocket through, its clients get nothing.",
        sources.SUPABASE_SDK,
    ),
)  # fmt: skip
