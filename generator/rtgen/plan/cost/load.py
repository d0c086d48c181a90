"""The load that is billed by use: the mean of the month, from the peak's figures and the audiences' means."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from rtgen.decide.decision import Figure
from rtgen.decide.provider.month import MONTH_S
from rtgen.domain.features import Audience
from rtgen.record import NamedTuple

GB = 1_000_000_000


class MeanLoad(NamedTuple):
    """One environment's load, averaged over a month."""

    share: Decimal
    """Of the peak."""
    connections: Decimal
    egress_gb: Decimal
    """To clients, a month."""
    redis_gb: Decimal
    """From Redis to the gateway's tasks, a month."""
    requests: Decimal
    """Polls, and answers to heartbeats by clients whose transport sends them as requests, a month."""


def mean_load(figures: Iterable[Figure], audiences: Iterable[Audience]) -> MeanLoad:
    """The mean of an environment whose peak has these figures; an audience counts by its connections at peak."""
    at_peak = {figure.name: figure.value for figure in figures}
    share = _share(tuple(audiences))
    seconds = share * MONTH_S
    return MeanLoad(
        share=share,
        connections=share * at_peak["peak_connections"],
        egress_gb=seconds * at_peak["egress"] / GB,
        redis_gb=seconds * at_peak.get("redis_delivered", 0) / GB,
        requests=seconds * (at_peak["heartbeat_answers"] + at_peak["poll_requests"]),
    )


def _share(audiences: tuple[Audience, ...]) -> Decimal:
    weights = [each.peak_users * each.connections_per_user for each in audiences]
    total = sum(weights, Fraction(0))
    share = sum((each.mean * weight for each, weight in zip(audiences, weights, strict=True)), Fraction(0)) / total
    return Decimal(share.numerator) / Decimal(share.denominator)
