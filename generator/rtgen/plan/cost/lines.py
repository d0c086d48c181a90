"""The items of a self-hosted stack's bill, one function for each noun; some are those of any stack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rtgen.decide.decisions import NodeSize
from rtgen.decide.limits import LCU_BYTES, LCU_CONNECTIONS, LCU_RULES
from rtgen.decide.provider.month import MONTH_HOURS, MONTH_S
from rtgen.plan.bill import CostLine
from rtgen.plan.cost import prices
from rtgen.plan.cost.line import TWICE, exact, fixed, hourly, metered, stepped, unknown
from rtgen.plan.cost.load import GB, MeanLoad
from rtgen.plan.model import Edge, Resource, StackPlan

TASKS = "Gateway tasks"
CUSTOM_METRICS = 10
"""What the collector sends: one gauge, six counters, two of one label each and one mean (gateway/collector.conf)."""


def compute(size: NodeSize) -> Iterator[CostLine]:
    """Gateway tasks: as few as autoscaling keeps, and at twice the load at most as many as it may start."""
    hourly = Decimal(size.cpu) / 1024 * prices.VCPU.usd + Decimal(size.memory_mib) / 1024 * prices.MEMORY.usd
    each = hourly * MONTH_HOURS
    working = f"{size.tasks_min} × {exact(hourly)} × {MONTH_HOURS} h"
    most = min(size.tasks_max, TWICE * size.tasks_min)
    yield CostLine(TASKS, working, size.tasks_min * each, size.tasks_min * each, most * each, prices.VCPU.source)


def balancers(stack: StackPlan, load: MeanLoad) -> Iterator[CostLine]:
    """Load balancers by the hour and by what they carry."""
    number = 2 if stack.edge is Edge.DOMAIN else 1
    yield hourly("Load balancers", number, prices.BALANCER)
    units = max(
        load.connections / int(LCU_CONNECTIONS.value),
        load.egress_gb * GB / MONTH_HOURS / int(LCU_BYTES.value),
        load.requests / MONTH_S / int(LCU_RULES.value),
    )
    yield metered("Load balancer capacity", units * MONTH_HOURS, "LCU-hours", prices.CAPACITY_UNIT)


def network(stack: StackPlan) -> Iterator[CostLine]:
    """Ways out of the private subnets. What passes through them is logs and metrics, whose volume nobody knows."""
    if stack.nat_gateways:
        yield hourly("NAT gateways", stack.nat_gateways, prices.NAT)
    yield unknown("NAT data", f"{exact(prices.NAT_DATA.usd)} a GB of logs, metrics and calls to the backend")
    addresses = stack.nat_gateways + (stack.zones if stack.edge is Edge.DOMAIN else 0)
    if addresses:
        yield hourly("Public IPv4 addresses", addresses, prices.ADDRESS)


def traffic(stack: StackPlan, load: MeanLoad) -> Iterator[CostLine]:
    """What leaves to clients, and what crosses zones between Redis and the tasks."""
    if stack.edge is Edge.DOMAIN:
        yield stepped("Egress to clients", load.egress_gb, "GB", prices.EGRESS)
    else:
        yield stepped("CloudFront egress", load.egress_gb, "GB", prices.CDN_EGRESS)
        if load.requests:
            yield metered("CloudFront requests", load.requests / 10_000, "× 10,000", prices.CDN_REQUESTS)
    if stack.redis is not None and load.redis_gb:
        crossing = load.redis_gb * (stack.zones - 1) / stack.zones * 2
        yield metered("Traffic between zones", crossing, "GB, both directions", prices.BETWEEN_ZONES)


def firewall(load: MeanLoad) -> Iterator[CostLine]:
    """The web ACL; new connections are requests as well, but how often clients connect nobody declares."""
    usd = prices.ACL.usd + prices.RULE.usd
    yield CostLine("WAF", "web ACL 5 + rule 1", usd, usd, usd, prices.ACL.source)
    if load.requests:
        yield metered("WAF requests", load.requests / 1_000_000, "million", prices.INSPECTED)
    yield unknown("WAF on connects", f"{exact(prices.INSPECTED.usd)} a million")


def redis(stack: StackPlan, size: NodeSize) -> Iterator[CostLine]:
    """Valkey nodes, by the hour; a Redis that is there is paid for already."""
    if stack.redis is None or stack.redis.given or size.redis_node_type is None:
        return
    nodes = stack.redis.shards * (1 + stack.redis.replicas)
    item = f"Valkey {size.redis_node_type}"
    price = prices.VALKEY.get(size.redis_node_type)
    yield hourly(item, nodes, price) if price else unknown(item, f"{nodes} × price not known")


def watching(resources: Iterable[Resource], metrics: int) -> Iterator[CostLine]:
    """What tells how a stack does, and the secrets and keys that it keeps: each is billed by the month."""
    kinds = [each.type for each in resources]
    for item, number, price in (
        ("Custom metrics", metrics, prices.METRIC),
        ("Alarms", kinds.count("aws:cloudwatch/metricAlarm:MetricAlarm"), prices.ALARM),
        ("Dashboard", kinds.count("aws:cloudwatch/dashboard:Dashboard"), prices.DASHBOARD),
        ("Secrets", kinds.count("aws:secretsmanager/secret:Secret"), prices.SECRET),
        ("KMS keys", kinds.count("aws:kms/key:Key"), prices.KEY),
    ):
        if number:
            yield fixed(item, number, price)


def logs() -> Iterator[CostLine]:
    """Of the gateway."""
    taken, kept = f"{prices.LOGS_TAKEN.usd:.2f}", f"{prices.LOGS_KEPT.usd:.2f}"
    yield unknown("Logs", f"{taken} a GB taken in, {kept} a GB kept; what clients make the gateway log nobody knows")
