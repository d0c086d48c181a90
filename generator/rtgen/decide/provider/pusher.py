"""Pusher Channels: tiers by connections and messages a day; nothing is metered beside them."""

from __future__ import annotations

from fractions import Fraction

from rtgen.decide import sources
from rtgen.decide.decisions import BillLine, Sdk
from rtgen.decide.provider.month import MILLION
from rtgen.decide.provider.need import Metered
from rtgen.decide.provider.offer import (
    Abilities,
    Hook,
    Limits,
    Names,
    Offer,
    Service,
    at_most,
    by_contract,
    unknown,
    unlimited,
)
from rtgen.domain.vocabulary import Access, Provider

_PLANS = sources.PUSHER_PRICING
_CLUSTERS = frozenset(
    {
        "us-east-1",
        "us-east-2",
        "us-west-2",
        "eu-west-1",
        "ap-southeast-1",
        "ap-south-1",
        "ap-northeast-1",
        "ap-southeast-2",
        "sa-east-1",
    }
)
"""mt1, us2, us3, eu, ap1, ap2, ap3, ap4 and sa1 (sources.PUSHER_CLUSTERS)."""


def _metered(_: Offer, __: Metered) -> tuple[BillLine, ...]:
    return ()


def _offer(name: str, base: int | None, connections: int | None, messages: int | None) -> Offer:
    return Offer(
        name,
        None if base is None else Fraction(base),
        Limits(
            connections=by_contract(_PLANS) if connections is None else at_most(connections, _PLANS),
            connection_rate=unknown(_PLANS),
            message_size=at_most(10_000, sources.PUSHER_API),
            message_rate=None,
            publish_rate=None,
            messages_an_hour=None,
            messages_a_day=by_contract(_PLANS) if messages is None else at_most(messages, _PLANS),
            messages_a_month=None,
            channel_rate=unknown(sources.PUSHER_API),
            sends=at_most(10, sources.PUSHER_EVENTS),
            hears=unknown(sources.PUSHER_EVENTS),
            channels=None,
            channels_a_connection=unlimited(sources.PUSHER_SUBSCRIPTIONS),
            joins=None,
            namespaces=None,
            presence_members=at_most(100, sources.PUSHER_PRESENCE),
            presence_rate=None,
            told_rate=unknown(sources.PUSHER_WEBHOOKS),
            history=at_most(0, sources.PUSHER_HISTORY),
        ),
    )


SERVICE = Service(
    name="pusher",
    title="Pusher",
    provider=Provider.PUSHER,
    offers=(
        _offer("Sandbox", 0, 100, 200_000),
        _offer("Startup", 49, 500, 1 * MILLION),
        _offer("Pro", 99, 2_000, 4 * MILLION),
        _offer("Business", 299, 5_000, 10 * MILLION),
        _offer("Premium", 499, 10_000, 20 * MILLION),
        _offer("Growth", 699, 15_000, 40 * MILLION),
        _offer("Plus", 899, 20_000, 60 * MILLION),
        _offer("Growth Plus", 1_199, 30_000, 90 * MILLION),
        _offer("Enterprise", None, None, None),
    ),
    abilities=Abilities(
        ordering=(None, sources.PUSHER_HISTORY),
        at_least_once=(False, sources.PUSHER_DELIVERY),
        resume=(0, sources.PUSHER_HISTORY),
        names=Names(
            len("private-encrypted-"),
            164,
            None,
            sources.PUSHER_CHANNELS,
            of_public=("private-", "presence-", "cache-"),
            of_others=("encrypted-", "cache-"),
        ),
        regions=(_CLUSTERS, sources.PUSHER_CLUSTERS),
        resident=(frozenset(), sources.PUSHER_CLUSTERS),
        accesses=(frozenset(Access), sources.PUSHER_AUTH),
        hook=(Hook.AFTER, sources.PUSHER_WEBHOOKS),
        replies=(False, sources.PUSHER_EVENTS),
        queue=(None, sources.PUSHER_EVENTS),
        documents=(frozenset(), sources.YJS),
    ),
    metered=_metered,
    base_source=_PLANS,
    remark="Plans and prices are second-hand. What is over a tier's limit is refused, not billed.",
    sdk=Sdk(
        "Pusher",
        ("websocket", "xhr_streaming", "xhr_polling"),
        "Where that has not connected after two seconds, it tries HTTP streaming beside it, and polling four "
        "seconds later; the first that connects is taken. In a service worker it has WebSocket alone.",
        sources.PUSHER_SDK,
    ),
)
