"""What a provider's plan lets its customer use, and from where on somebody is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from fractions import Fraction

from rtgen.decide.decision import Source
from rtgen.decide.decisions import Decisions
from rtgen.decide.limits import HEADROOM
from rtgen.decide.provider.candidates import offer_of, service_of
from rtgen.decide.provider.month import DAY_S, MONTH_S
from rtgen.decide.provider.need import Need
from rtgen.decide.provider.offer import Bound, Limits, Offer, Service, Stated
from rtgen.domain.vocabulary import Provider
from rtgen.record import NamedTuple

RINGS_AT_PERCENT = 80
"""Of a limit: what is left is the time to get a larger plan in. Pusher's own mails come at the same share
(sources.PUSHER_LIMIT_MAILS)."""
MINUTE_S = 60


class Usage(StrEnum):
    """What a plan limits and users' numbers drive."""

    CONNECTIONS = "connections"
    NEW_CONNECTIONS = "new connections"
    """A second."""
    CHANNELS = "channels"
    """In use at the same time."""
    MESSAGES = "messages"
    """A second, in and out."""
    HOUR = "messages an hour"
    DAY = "messages a day"
    MONTH = "messages a month"
    JOINS = "joins"
    """Channels that are joined a second."""
    PRESENCE = "presence messages"
    """A second."""

    @property
    def alarm(self) -> str:
        """As it is called in a logical name."""
        return self.value.replace(" ", "-")

    @property
    def setting(self) -> str:
        """The configuration key of its limit."""
        first, *rest = self.value.split()
        return "".join([first, *(word.capitalize() for word in rest), "Limit"])


class UsageLimit(NamedTuple):
    """One limit of the plan that was chosen."""

    usage: Usage
    full: Fraction
    """The limit; where a contract sets it, what this stack is planned for at full scale."""
    source: Source | None
    """Where the provider publishes the limit; None where a contract sets it."""

    def at(self, scale: Fraction) -> int:
        """The limit in an environment: a published one is the same in all of them."""
        return int(self.full if self.source else -(-self.full * scale // 1))

    def rings_at(self, scale: Fraction) -> int:
        """The value from which on somebody is told."""
        return self.at(scale) * RINGS_AT_PERCENT // 100


class Statistic(NamedTuple):
    """A figure of Ably's statistics, and the metric that it becomes."""

    metric: str
    entry: str
    """Its name among Ably's `entries` (sources.ABLY_STATISTICS)."""
    unit: str
    """Of Ably's intervals: minute, hour or month."""
    seconds: int
    """That it is divided by: a minute's count becomes a rate; 1 for what is no rate."""


AT_ABLY: Mapping[Usage, Statistic] = {
    Usage.CONNECTIONS: Statistic("AblyConnections", "connections.all.peak", "minute", 1),
    Usage.NEW_CONNECTIONS: Statistic("AblyNewConnections", "connections.all.opened", "minute", MINUTE_S),
    Usage.CHANNELS: Statistic("AblyChannels", "channels.peak", "minute", 1),
    Usage.MESSAGES: Statistic("AblyMessages", "messages.all.all.count", "minute", MINUTE_S),
    Usage.HOUR: Statistic("AblyMessagesAnHour", "messages.all.all.count", "hour", 1),
    Usage.MONTH: Statistic("AblyMessagesAMonth", "messages.all.all.count", "month", 1),
}
"""Ably's rates of the account are in its account's statistics alone, which no key of an app opens."""


class _Row(NamedTuple):
    usage: Usage
    bound: Callable[[Limits], Bound | None]
    planned: Callable[[Service, Need], Fraction] | None = None
    """The peak with growth that a contract has to carry; None for what the spec does not tell."""


_ROWS = (
    _Row(Usage.CONNECTIONS, lambda limits: limits.connections, lambda _, need: Fraction(need.connections)),
    _Row(Usage.NEW_CONNECTIONS, lambda limits: limits.connection_rate),
    _Row(Usage.CHANNELS, lambda limits: limits.channels, lambda _, need: need.channels),
    _Row(Usage.MESSAGES, lambda limits: limits.message_rate, lambda of, need: of.messages(need)),
    _Row(Usage.HOUR, lambda limits: limits.messages_an_hour),
    _Row(Usage.DAY, lambda limits: limits.messages_a_day, lambda of, need: of.mean_messages(need) * DAY_S),
    _Row(Usage.MONTH, lambda limits: limits.messages_a_month, lambda of, need: of.mean_messages(need) * MONTH_S),
    _Row(Usage.JOINS, lambda limits: limits.joins),
    _Row(Usage.PRESENCE, lambda limits: limits.presence_rate, lambda _, need: need.presence),
)


def usage_limits(decisions: Decisions, provider: Provider, largest: Fraction) -> tuple[UsageLimit, ...]:
    """The limits of the plan that was chosen, which grow with the users; `largest` is an environment's scale.

    What a plan at a contract's price does not publish is what the contract is asked for: the planned peak with growth,
    and the headroom that the number of connections has, too.
    """
    need = decisions.provider.need
    if need is None:
        return ()
    candidate = decisions.provider.candidate(provider)
    return tuple(_limits(service_of(candidate), offer_of(candidate), need, HEADROOM.value / largest))


def _limits(service: Service, offer: Offer, need: Need, factor: Fraction) -> Iterator[UsageLimit]:
    for row in _ROWS:
        bound = row.bound(offer.limits)
        if bound is None:
            continue
        if bound.stated is Stated.LIMITED:
            yield UsageLimit(row.usage, bound.value, bound.source)
        elif offer.base is None and row.planned is not None and (planned := row.planned(service, need)):
            yield UsageLimit(row.usage, planned * factor, None)
