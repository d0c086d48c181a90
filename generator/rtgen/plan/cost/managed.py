"""What stands in AWS beside a provider, by the resources that the plan lists: tokens, the queue, what watches them.

Free allowances, which an account has once, are not taken off.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rtgen.plan.bill import ZERO, CostLine, Price
from rtgen.plan.cost import lines
from rtgen.plan.cost.line import TWICE, decimal, metered, rounded, stepped, unknown
from rtgen.plan.cost.prices import Prices
from rtgen.plan.cost.usage import (
    LOGGED_BYTES,
    ON_ITS_WAY_BYTES,
    POLLS,
    QUEUE_CALLS,
    Use,
    Work,
    a_connect,
    uses,
)
from rtgen.plan.model import ManagedPlan

GB = 1_000_000_000
MILLION = 1_000_000
DAYS = Decimal(365) / 12
"""Of a month."""
_FUNCTION = "aws:lambda/function:Function"
_ROUTE = "aws:apigatewayv2/route:Route"
"""Whose requests are billed, at the stack's own API or at one that is there already."""
_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
_SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"


def around(prices: Prices, managed: ManagedPlan, work: Work, log_days: int) -> Iterator[CostLine]:
    """The bill of a managed stack without the provider's: `work` is an environment's month."""
    known = uses(managed, work)
    behind_api = any(each.type == _ROUTE for each in managed.resources)
    for each in managed.resources:
        if each.type == _FUNCTION:
            yield from _function(prices, each.name, known.get(each.component), log_days)
    asked = known["tokens"].runs
    if behind_api and asked is not None:
        yield stepped("Token API", asked / MILLION, "million requests", prices.http_api)
    yield _on_connects(prices, known["tokens"], a_connect(managed, work), log_days, behind_api=behind_api)
    if managed.queue is not None:
        yield _queue(prices, work, fifo=managed.queue.fifo)
    if managed.inbox is not None:
        yield _inbox(prices, work)
    yield from _egress(prices, (asked or ZERO) + work.messages, work)
    yield from lines.watching(prices, managed.resources, sum(each.type == _FILTER for each in managed.resources))
    if any(each.type == _SUBSCRIPTION for each in managed.resources):
        yield unknown("Mails", f"{prices.mails.usd:.2f} for 100,000; how often an alarm rings nobody declares")


def _function(prices: Prices, name: str, use: Use | None, log_days: int) -> Iterator[CostLine]:
    """What its runs, its reads of secrets and its lines in the log cost."""
    if use is None:
        yield unknown(f"Function {name}", f"{prices.function_runs.usd:.2f} a million runs; how many is not known")
        return
    if use.runs is not None:
        millions = use.runs / MILLION
        time = f"{use.seconds} s × {use.memory_gb} GB × {prices.function_time.usd}"
        yield _growing(
            f"Function {name}",
            f"{rounded(millions)} million runs × ({prices.function_runs.usd:.2f} + {time}): {use.why}; "
            f"assumption: {use.seconds} s a run",
            millions * _a_million(prices, use),
            prices.function_time,
            always=use.always,
        )
        yield _growing(
            f"Logs of {name}",
            f"{rounded(millions)} million runs × {LOGGED_BYTES:,} bytes × ({prices.logs_taken.usd:.2f} a GB + "
            f"{prices.logs_kept.usd:.2f} a GB and month × {log_days} days) at most; the bytes are an assumption",
            millions * _logged_a_million(prices, log_days),
            prices.logs_taken,
            always=use.always,
        )
    yield _growing(
        f"Secret reads of {name}",
        f"{use.reads_why} ÷ 10,000 × {prices.secret_reads.usd:.2f}",
        use.reads / 10_000 * prices.secret_reads.usd,
        prices.secret_reads,
        always=use.always,
    )
    if use.always:
        yield unknown(f"Metrics of {name}", f"{prices.metric.usd:.2f} each, and what sending them costs")


def _growing(item: str, working: str, usd: Decimal, price: Price, *, always: bool) -> CostLine:
    return CostLine(item, working, usd if always else ZERO, usd, usd if always else TWICE * usd, price.source)


def _a_million(prices: Prices, use: Use) -> Decimal:
    return prices.function_runs.usd + use.seconds * use.memory_gb * prices.function_time.usd


def _logged_a_million(prices: Prices, log_days: int) -> Decimal:
    return _gigabytes(MILLION * LOGGED_BYTES) * (prices.logs_taken.usd + log_days / DAYS * prices.logs_kept.usd)


def _gigabytes(number: Decimal | int) -> Decimal:
    return Decimal(number) / GB


def _on_connects(prices: Prices, use: Use, asked: Decimal, log_days: int, *, behind_api: bool) -> CostLine:
    """What renewals do not count: how often clients connect nobody declares."""
    api = prices.http_api[0][1].usd if behind_api else ZERO
    sent = _gigabytes(MILLION * ON_ITS_WAY_BYTES) * prices.egress[0][1].usd
    usd = asked * (_a_million(prices, use) + _logged_a_million(prices, log_days) + api + sent)
    times = "once" if asked == 1 else f"{rounded(asked)} times"
    return unknown("Tokens on connects", f"{usd:.2f} a million connects, at each of which a client asks {times}")


def _queue(prices: Prices, work: Work, *, fifo: bool) -> CostLine:
    """Each message is sent, handed over and deleted; batches make it less. Polls go on where there is nothing."""
    price = prices.queue_fifo if fifo else prices.queue
    calls, polls = QUEUE_CALLS * work.chunks / MILLION, Decimal(POLLS) / MILLION
    working = (
        f"({QUEUE_CALLS} × {rounded(work.chunks / MILLION)} million messages + {rounded(polls)} million empty polls) × "
        f"{price.usd:.2f} at most; assumption: five pollers that wait 20 s"
    )
    idle, usd = polls * price.usd, calls * price.usd
    return CostLine("Queue", working, idle, idle + usd, idle + TWICE * usd, price.source)


def _inbox(prices: Prices, work: Work) -> CostLine:
    """Each message is put there, handed over and deleted; how often a reader asks in vain is its own."""
    line = metered("Inbox", QUEUE_CALLS * work.told / MILLION, "million requests", prices.queue)
    return line._replace(working=f"{line.working}; what its reader asks in vain comes on top")


def _egress(prices: Prices, sent: Decimal, work: Work) -> Iterator[CostLine]:
    """Tokens to clients, and messages to the provider."""
    if sent:
        line = stepped("Egress", _gigabytes(sent * ON_ITS_WAY_BYTES + decimal(work.bytes)), "GB", prices.egress)
        yield line._replace(working=f"{line.working}; assumption: {ON_ITS_WAY_BYTES:,} bytes around each")
