"""How often the functions of a managed stack run in a month, and what each run takes."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from rtgen.decide.decisions import Decisions
from rtgen.decide.provider.month import MONTH_MINUTES, MONTH_S
from rtgen.decide.provider.need import Need
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Provider
from rtgen.plan.bill import ZERO
from rtgen.plan.cost.line import decimal, rounded
from rtgen.plan.model import ManagedPlan
from rtgen.plan.publisher import PUBLISH_S
from rtgen.record import NamedTuple

TOKEN_LIFE_S = 600
"""What the token endpoint issues at most, after which a client asks again."""
TOKEN_S = Decimal("0.05")
"""Of a run that signs, with a cold start now and then; assumption."""
TOKEN_MEMORY_GB = Decimal("0.5")
PUBLISH_MEMORY_GB = Decimal("0.25")
SCHEDULE_MINUTES = 5
"""Between two runs of a function that a schedule calls."""
SCHEDULED_S = Decimal(1)
"""Of such a run, which asks a provider; assumption."""
SCHEDULED_MEMORY_GB = Decimal("0.25")
_SCHEDULE = "aws:scheduler/schedule:Schedule"
LOGGED_BYTES = 1_000
"""Of a run: the function's line, three of Lambda's own, and the API's; assumption."""
ON_ITS_WAY_BYTES = 1_000
"""Of a token, and around a message: headers, the address, TLS; assumption."""
CHUNK = 64 * 1_024
"""Bytes of one billed request at a queue (Infracost: sqs_queue.go)."""
QUEUE_CALLS = 3
"""Of a message: it is sent, handed over and deleted."""
POLLS = 5 * 3 * MONTH_MINUTES
"""Of an empty queue in a month: Lambda asks again and again, and each time is billed (AWS re:Post: why are my SQS
charges higher than expected). How many pollers it keeps is not published: five, each waiting 20 s, are an
assumption."""


class Work(NamedTuple):
    """A month of one environment, at the mean of the load."""

    need: Need
    connections: Decimal
    messages: Decimal
    """That the backend queues."""
    chunks: Decimal
    """Of 64 KiB in those messages."""
    bytes: Fraction
    """Of those messages."""
    told: Decimal
    """Requests of 64 KiB at most in which the provider puts what clients publish into the inbox."""

    def times(self, factor: Fraction) -> Work:
        """The same at so many times the load; what one connection asks for stays."""
        by = decimal(factor)
        return self._replace(
            connections=self.connections * by,
            messages=self.messages * by,
            chunks=self.chunks * by,
            bytes=self.bytes * factor,
            told=self.told * by,
        )


class Use(NamedTuple):
    """A month of one function."""

    runs: Decimal | None
    """None where nobody declares what it depends on."""
    why: str
    seconds: Decimal
    """Of a run."""
    memory_gb: Decimal
    reads: Decimal
    """Calls of Secrets Manager: each warm function reads its keys once a minute while there is something to do."""
    reads_why: str
    always: bool = False
    """Whether it runs as often, whoever is connected."""


def work(features: FeatureSet, decisions: Decisions, managed: ManagedPlan, need: Need) -> Work:
    """What the largest environment does."""
    taken = {each.feature for each in managed.queue.rules} if managed.queue else set()
    seconds = MONTH_S * max(each.scale for each in features.environments)
    messages = [
        (each.publications * features.audiences[each.feature.audience].mean * seconds, each.feature.publish.size)
        for each in decisions.features
        if each.feature.id in taken
    ]
    return Work(
        need=need,
        connections=decimal(need.metered.mean_connections),
        messages=decimal(sum((number for number, _ in messages), Fraction(0))),
        chunks=decimal(sum((number * max(1, -(-size // CHUNK)) for number, size in messages), Fraction(0))),
        bytes=sum((number * size for number, size in messages), Fraction(0)),
        told=decimal(_told(need) if managed.inbox else Fraction(0)),
    )


def _told(need: Need) -> Fraction:
    return sum((each.delivered * max(1, -(-each.size // CHUNK)) for each in need.metered.told), Fraction(0)) * MONTH_S


def uses(managed: ManagedPlan, of: Work) -> dict[str, Use]:
    """By component; a function of another component runs nobody knows how often."""
    found = {each.component: _scheduled() for each in managed.resources if each.type == _SCHEDULE}
    found["tokens"] = _tokens(managed, of)
    if managed.queue is not None:
        found["publisher"] = _publisher(of)
    return found


def _scheduled() -> Use:
    runs = Decimal(MONTH_MINUTES // SCHEDULE_MINUTES)
    why = f"one each {SCHEDULE_MINUTES} minutes"
    return Use(runs, why, SCHEDULED_S, SCHEDULED_MEMORY_GB, *_reads(1, 1, runs), always=True)


def _tokens(managed: ManagedPlan, of: Work) -> Use:
    kept = 2 if managed.endpoint.signs else 1
    runs, why = _renewals(managed.provider, of)
    warm = max(1, math.ceil((runs or ZERO) / MONTH_S * TOKEN_S))
    return Use(runs, why, TOKEN_S, TOKEN_MEMORY_GB, *_reads(warm, 2 * kept, runs))


def _renewals(provider: Provider, of: Work) -> tuple[Decimal | None, str]:
    match provider:
        case Provider.ABLY | Provider.SUPABASE:
            return (
                of.connections * MONTH_S / TOKEN_LIFE_S,
                f"{rounded(of.connections)} clients ask anew each {TOKEN_LIFE_S} s",
            )
        case Provider.PUSHER:
            return None, "a signature is asked for when a client connects, which nobody declares how often"
        case _:
            assert_never(provider)


def _publisher(of: Work) -> Use:
    warm = max(1, math.ceil(of.messages / MONTH_S * decimal(PUBLISH_S)))
    return Use(
        of.messages,
        "one a message at most, for batches are larger where many come",
        decimal(PUBLISH_S),
        PUBLISH_MEMORY_GB,
        *_reads(warm, 1, of.messages),
    )


def _reads(warm: int, each: int, runs: Decimal | None) -> tuple[Decimal, str]:
    if runs is not None and runs < warm * MONTH_MINUTES:
        return each * runs, f"{rounded(runs)} runs × {each}"
    return Decimal(warm * MONTH_MINUTES * each), f"{warm} warm × {MONTH_MINUTES:,} minutes × {each}"


def a_connect(managed: ManagedPlan, of: Work) -> Decimal:
    """How often a client asks the token endpoint when it connects."""
    match managed.provider:
        case Provider.ABLY | Provider.SUPABASE:
            return Decimal(1)
        case Provider.PUSHER:
            # Each channel that is not public is signed on its own.
            return decimal(of.need.subscribes.value) if of.need.subscribes else ZERO
        case _:
            assert_never(managed.provider)
