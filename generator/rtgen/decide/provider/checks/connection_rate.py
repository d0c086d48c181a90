"""New connections a second: how soon everyone is back after an interruption."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide.decisions import Misfit
from rtgen.decide.limits import RECOVERY_WINDOW
from rtgen.decide.provider.asked import Asked, total


def check(asked: Asked) -> Iterator[Misfit]:
    """All clients must be back within the window that they recover from; and so must their channels."""
    window = f"a second, for all to be back within {int(RECOVERY_WINDOW.value)} s"
    limits, need = asked.offer.limits, asked.need
    rate = need.connections / RECOVERY_WINDOW.value
    yield from total(asked, "connection rate", limits.connection_rate, rate, f"new {window}")
    joins = need.joins / RECOVERY_WINDOW.value
    yield from total(asked, "channel joins", limits.joins, joins, f"channels joined {window}")
