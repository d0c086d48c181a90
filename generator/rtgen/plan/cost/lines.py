"""The items of a self-hosted stack's bill, one function for each noun; some are those of any stack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rtgen.decide.decisions import NodeSize, Twice
from rtgen.decide.limits import LCU_BYTES, LCU_CONNECTIONS, LCU_RULES
from rtgen.decide.provider.month import MONTH_HOURS, MONTH_S
from rtgen.plan.bill import CostLine
from rtgen.plan.cost.line import exact, fixed, hourly, metered, stepped, unknown
from rtgen.plan.cost.load import GB, MeanLoad
from rtgen.plan.cost.prices import Prices
from rtgen.plan.model import Edge, Resource, StackPlan

TASKS = "Gateway tasks"
CUSTOM_METRICS = 10
"""What the collector sends: one gauge, six counters, two of one label each and one mean (gateway/collector.conf)."""


def compute(prices: Prices, size: NodeSize, twice: Twice) -> Iterator[CostLine]:
    """Gateway tasks: as few as autoscaling keeps, and as many as twice the load asks for."""
    hourly = Decimal(size.cpu) / 1024 * prices.vcpu.usd + Decimal(size.memory_mib) / 1024 * prices.memory.usd
    each = hourly * MONTH_HOURS
    working = f"{size.tasks_min} × {exact(hourly)} × {MONTH_HOURS} h"
    known = size.tasks_min * each
    yield CostLine(TASKS, working, known, known, max(size.tasks_min, twice.tasks) * each, prices.vcpu.source)


def balancers(prices: Prices, stack: StackPlan, load: MeanLoad) -> Iterator[CostLine]:
    """Load balancers by the hour and by what they carry."""
    number = 2 if stack.edge is Edge.DOMAIN else 1
    yield hourly("Load balancers", number, prices.balancer)
    units = max(
        load.connections / int(LCU_CONNECTIONS.value),
        load.egress_gb * GB / MONTH_HOURS / int(LCU_BYTES.value),
        load.requests / MONTH_S / int(LCU_RULES.value),
    )
    yield metered("Load balancer capacity", units * MONTH_HOURS, "LCU-hours", prices.capacity_unit)


def network(prices: Prices, stack: StackPlan) -> Iterator[CostLine]:
    """Ways out of the private subnets. What passes through them is logs and metrics, whose volume nobody knows."""
    if stack.nat_gateways:
        yield hourly("NAT gateways", stack.nat_gateways, prices.nat)
    yield unknown("NAT data", f"{exact(prices.nat_data.usd)} a GB of logs, metrics and calls to the backend")
    addresses = stack.nat_gateways + (stack.zones if stack.edge is Edge.DOMAIN else 0)
    if addresses:
        yield hourly("Public IPv4 addresses", addresses, prices.address)


def traffic(prices: Prices, stack: StackPlan, load: MeanLoad) -> Iterator[CostLine]:
    """What leaves to clients, and what crosses zones between Redis and the tasks."""
    if stack.edge is Edge.DOMAIN:
        yield stepped("Egress to clients", load.egress_gb, "GB", prices.egress)
    else:
        yield stepped("CloudFront egress", load.egress_gb, "GB", prices.cdn_egress)
        if load.requests:
            yield metered("CloudFront requests", load.requests / 10_000, "× 10,000", prices.cdn_requests)
    if stack.redis is not None and load.redis_gb:
        crossing = load.redis_gb * (stack.zones - 1) / stack.zones * 2
        yield metered("Traffic between zones", crossing, "GB, both directions", prices.between_zones)


def firewall(prices: Prices, load: MeanLoad) -> Iterator[CostLine]:
    """The web ACL; new connections are requests as well, but how often clients connect nobody declares."""
    usd = prices.acl.usd + prices.rule.usd
    working = f"web ACL {exact(prices.acl.usd)} + rule {exact(prices.rule.usd)}"
    yield CostLine("WAF", working, usd, usd, usd, prices.acl.source)
    if load.requests:
        yield metered("WAF requests", load.requests / 1_000_000, "million", prices.inspected)
    yield unknown("WAF on connects", f"{exact(prices.inspected.usd)} a million")


def redis(prices: Prices, stack: StackPlan, size: NodeSize, twice: Twice) -> Iterator[CostLine]:
    """Valkey nodes, by the hour, and larger ones at twice the load; a Redis that is there is paid for already."""
    if stack.redis is None or stack.redis.given or size.redis_node_type is None:
        return
    nodes = stack.redis.shards * (1 + stack.redis.replicas)
    item = f"Valkey {size.redis_node_type}"
    price, larger = prices.valkey.get(size.redis_node_type), prices.valkey.get(twice.redis_node_type or "")
    if price is None:
        yield unknown(item, f"{nodes} × price not known")
        return
    line = hourly(item, nodes, price)
    if twice.redis_node_type == size.redis_node_type:
        yield line
        return
    at_twice = None if larger is None else nodes * larger.usd * MONTH_HOURS
    working = f"{line.working}; at twice {twice.redis_node_type}, {exact(larger.usd) if larger else 'price not known'}"
    yield line._replace(working=working, at_twice=at_twice)


def watching(prices: Prices, resources: Iterable[Resource], metrics: int) -> Iterator[CostLine]:
    """What tells how a stack does, and the secrets and keys that it keeps: each is billed by the month."""
    kinds = [each.type for each in resources]
    for item, number, price in (
        ("Custom metrics", metrics, prices.metric),
        ("Alarms", kinds.count("aws:cloudwatch/metricAlarm:MetricAlarm"), prices.alarm),
        ("Dashboard", kinds.count("aws:cloudwatch/dashboard:Dashboard"), prices.dashboard),
        ("Secrets", kinds.count("aws:secretsmanager/secret:Secret"), prices.secret),
        ("KMS keys", kinds.count("aws:kms/key:Key"), prices.key),
    ):
        if number:
            yield fixed(item, number, price)


def logs(prices: Prices) -> Iterator[CostLine]:
    """Of the gateway."""
    taken, kept = f"{prices.logs_taken.usd:.2f}", f"{prices.logs_kept.usd:.2f}"
    yield unknown("Logs", f"{taken} a GB taken in, {kept} a GB kept; what clients make the gateway log nobody knows")
