"""Messages a second and a day: of the account, of one connection."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit
from rtgen.decide.provider.asked import Asked, busiest, total
from rtgen.decide.provider.month import DAY_S, HOUR_S, MONTH_S


def check(asked: Asked) -> Iterator[Misfit]:
    """At the peak with growth; a day and a month at the mean of it."""
    limits, need = asked.offer.limits, asked.need
    messages, mean = asked.service.messages(need), asked.service.mean_messages(need)
    yield from total(asked, "message rate", limits.message_rate, messages, "messages a second, in and out")
    yield from total(asked, "publish rate", limits.publish_rate, need.published, "messages published a second")
    yield from total(asked, "messages an hour", limits.messages_an_hour, messages * HOUR_S, "messages in the peak hour")
    yield from total(asked, "messages a day", limits.messages_a_day, mean * DAY_S, "messages a day")
    yield from total(asked, "messages a month", limits.messages_a_month, mean * MONTH_S, "messages a month")
    yield from busiest(
        asked, "sending rate", limits.sends, need.sends, "publish.rate", "messages a second sent by one connection"
    )
    yield from busiest(
        asked, "receiving rate", limits.hears, need.hears, "publish.rate", "messages a second heard by one connection"
    )
