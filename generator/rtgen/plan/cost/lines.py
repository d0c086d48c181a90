"""The items of a self-hosted stack's bill, one function for each noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal

from rtgen.decide.decisions import NodeSize
from rtgen.decide.limits import LCU_BYTES, LCU_CONNECTIONS, LCU_RULES
from rtgen.decide.provider.month import MONTH_HOURS, MONTH_S
from rtgen.plan.bill import ZERO, CostLine, Price
from rtgen.plan.cost import prices
from rtgen.plan.cost.load import GB, MeanLoad
from rtgen.plan.model import Edge, StackPlan

TWICE = 2
TASKS = "Gateway tasks"
CUSTOM_METRICS = 10
"""What the collector sends: one gauge, six counters, two of one label each and one mean (gateway/collector.conf)."""


def compute(size: NodeSize) -> Iterator[CostLine]:
    """Gateway tasks: as few as autoscaling keeps, and at twice the load at most as many as it may start."""
    hourly = Decimal(size.cpu) / 1024 * prices.VCPU.usd + Decimal(size.memory_mib) / 1024 * prices.MEMORY.usd
    each = hourly * MONTH_HOURS
    working = f"{size.tasks_min} × {_exact(hourly)} × {MONTH_HOURS} h"
    most = min(size.tasks_max, TWICE * size.tasks_min)
    yield CostLine(TASKS, working, size.tasks_min * each, size.tasks_min * each, most * each, prices.VCPU.source)


def balancers(stack: StackPlan, load: MeanLoad) -> Iterator[CostLine]:
    """Load balancers by the hour and by what they carry."""
    number = 2 if stack.edge is Edge.DOMAIN else 1
    yield _hourly("Load balancers", number, prices.BALANCER)
    units = max(
        load.connections / int(LCU_CONNECTIONS.value),
        load.egress_gb * GB / MONTH_HOURS / int(LCU_BYTES.value),
        load.requests / MONTH_S / int(LCU_RULES.value),
    )
    yield _metered("Load balancer capacity", units * MONTH_HOURS, "LCU-hours", prices.CAPACITY_UNIT)


def network(stack: StackPlan) -> Iterator[CostLine]:
    """Ways out of the private subnets. What passes through them is logs and metrics, whose volume nobody knows."""
    if stack.nat_gateways:
        yield _hourly("NAT gateways", stack.nat_gateways, prices.NAT)
    yield _unknown("NAT data", f"{_exact(prices.NAT_DATA.usd)} a GB of logs, metrics and calls to the backend")
    addresses = stack.nat_gateways + (stack.zones if stack.edge is Edge.DOMAIN else 0)
    if addresses:
        yield _hourly("Public IPv4 addresses", addresses, prices.ADDRESS)


def traffic(stack: StackPlan, load: MeanLoad) -> Iterator[CostLine]:
    """What leaves to clients, and what crosses zones between Redis and the tasks."""
    if stack.edge is Edge.DOMAIN:
        yield _stepped("Egress to clients", load.egress_gb, prices.EGRESS)
    else:
        yield _stepped("CloudFront egress", load.egress_gb, prices.CDN_EGRESS)
        if load.requests:
            yield _metered("CloudFront requests", load.requests / 10_000, "× 10,000", prices.CDN_REQUESTS)
    if stack.redis is not None and load.redis_gb:
        crossing = load.redis_gb * (stack.zones - 1) / stack.zones * 2
        yield _metered("Traffic between zones", crossing, "GB, both directions", prices.BETWEEN_ZONES)


def firewall(load: MeanLoad) -> Iterator[CostLine]:
    """The web ACL; new connections are requests as well, but how often clients connect nobody declares."""
    fixed = prices.ACL.usd + prices.RULE.usd
    yield CostLine("WAF", "web ACL 5 + rule 1", fixed, fixed, fixed, prices.ACL.source)
    if load.requests:
        yield _metered("WAF requests", load.requests / 1_000_000, "million", prices.INSPECTED)
    yield _unknown("WAF on connects", f"{_exact(prices.INSPECTED.usd)} a million")


def redis(stack: StackPlan, size: NodeSize) -> Iterator[CostLine]:
    """Valkey nodes, by the hour; a Redis that is there is paid for already."""
    if stack.redis is None or stack.redis.given or size.redis_node_type is None:
        return
    nodes = stack.redis.shards * (1 + stack.redis.replicas)
    item = f"Valkey {size.redis_node_type}"
    price = prices.VALKEY.get(size.redis_node_type)
    yield _hourly(item, nodes, price) if price else _unknown(item, f"{nodes} × price not known")


def watching(stack: StackPlan) -> Iterator[CostLine]:
    """Metrics, alarms, the dashboard, secrets, and logs."""
    kinds = [each.type for each in stack.resources]
    for item, number, price in (
        ("Custom metrics", CUSTOM_METRICS, prices.METRIC),
        ("Alarms", kinds.count("aws:cloudwatch/metricAlarm:MetricAlarm"), prices.ALARM),
        ("Dashboard", kinds.count("aws:cloudwatch/dashboard:Dashboard"), prices.DASHBOARD),
        ("Secrets", kinds.count("aws:secretsmanager/secret:Secret"), prices.SECRET),
    ):
        if number:
            usd = number * price.usd
            yield CostLine(item, f"{number} × {_exact(price.usd)}", usd, usd, usd, price.source)
    yield _unknown("Logs", "0.50 a GB taken in, 0.03 a GB kept; what clients make the gateway log nobody knows")


def _hourly(item: str, number: int, price: Price) -> CostLine:
    usd = number * price.usd * MONTH_HOURS
    return CostLine(item, f"{number} × {_exact(price.usd)} × {MONTH_HOURS} h", usd, usd, usd, price.source)


def _metered(item: str, quantity: Decimal, unit: str, price: Price) -> CostLine:
    usd = quantity * price.usd
    working = f"{_rounded(quantity)} {unit} × {_exact(price.usd)}"
    return CostLine(item, working, ZERO, usd, TWICE * usd, price.source)


def _stepped(item: str, gigabytes: Decimal, steps: Sequence[tuple[int, Price]]) -> CostLine:
    parts = [f"{_rounded(part)} GB × {_exact(price.usd)}" for part, price in _parts(gigabytes, steps)]
    if gigabytes > steps[-1][0]:
        parts[-1] += " at most: the steps above are not known"
    at_spec, at_twice = (_sum(load, steps) for load in (gigabytes, TWICE * gigabytes))
    return CostLine(item, " + ".join(parts) or "nothing is sent", ZERO, at_spec, at_twice, steps[0][1].source)


def _parts(gigabytes: Decimal, steps: Sequence[tuple[int, Price]]) -> Iterator[tuple[Decimal, Price]]:
    """How much is billed at each price; what is above the last step at its price, which falls with each step."""
    below = ZERO
    for number, (most, price) in enumerate(steps, 1):
        above = gigabytes if number == len(steps) else min(gigabytes, Decimal(most))
        if above > below:
            yield above - below, price
        below = Decimal(most)


def _sum(gigabytes: Decimal, steps: Sequence[tuple[int, Price]]) -> Decimal:
    return sum((part * price.usd for part, price in _parts(gigabytes, steps)), ZERO)


def _unknown(item: str, working: str) -> CostLine:
    return CostLine(item, working, None, None, None, None)


def _exact(usd: Decimal) -> str:
    return f"{usd.quantize(Decimal('0.00001')).normalize():f}"


def _rounded(quantity: Decimal) -> str:
    if quantity >= 10:  # noqa: PLR2004 - tenths say nothing above
        return f"{quantity.quantize(Decimal(1), ROUND_CEILING):,}"
    return f"{quantity.quantize(Decimal('0.01'), ROUND_CEILING).normalize():f}"
