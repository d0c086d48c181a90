"""What an environment costs before anybody connects: a rough floor, each line with its working.

Prices are list prices of us-east-1 without discounts; where a price is not known, the line says so and the total
is a lower bound. What is billed by use (load balancer capacity, traffic, logs, requests) is not in it.
"""

from decimal import Decimal
from typing import NamedTuple

from rtgen.decide.decisions import NodeSize
from rtgen.plan.model import Edge, StackPlan

HOURS = 730
"""Of a month, as AWS's own calculator counts."""
PRICES_READ = "2026-11-23"

FARGATE_VCPU_HOUR = Decimal("0.03238")
FARGATE_GB_HOUR = Decimal("0.00356")
"""ARM64; vantage.sh/blog/fargate-pricing."""
LOAD_BALANCER_HOUR = Decimal("0.0225")
NAT_GATEWAY_HOUR = Decimal("0.045")
PUBLIC_ADDRESS_HOUR = Decimal("0.005")
"""AWS price list, us-east-1."""
WAF_MONTH = Decimal(6)
"""One web ACL at 5 and one rule at 1; AWS price list."""
VALKEY_NODE_HOUR = {
    "cache.t4g.micro": Decimal("0.0128"),
    "cache.t4g.small": Decimal("0.0256"),
    "cache.t4g.medium": Decimal("0.052"),
    "cache.m7g.large": Decimal("0.1264"),
    "cache.m7g.xlarge": Decimal("0.252"),
    "cache.m7g.2xlarge": Decimal("0.5032"),
    "cache.r7g.large": Decimal("0.1752"),
    "cache.r7g.xlarge": Decimal("0.3496"),
    "cache.r7g.2xlarge": Decimal("0.6984"),
    "cache.c7gn.large": Decimal("0.204"),
}
"""AWS price list, us-east-1, read 2026-10-02."""


class FloorLine(NamedTuple):
    """One item of the floor."""

    item: str
    working: str
    usd: Decimal | None
    """A month; None where the price is not known."""


class Floor(NamedTuple):
    """The floor of one environment."""

    lines: tuple[FloorLine, ...]

    @property
    def usd(self) -> Decimal:
        """The sum of what is known, a month."""
        return sum((line.usd for line in self.lines if line.usd is not None), Decimal(0))

    @property
    def complete(self) -> bool:
        """Whether every price is known."""
        return all(line.usd is not None for line in self.lines)


def floor(stack: StackPlan, size: NodeSize) -> Floor:
    """The monthly floor of an environment of this size."""
    balancers = 2 if stack.edge is Edge.DOMAIN else 1
    addresses = stack.nat_gateways + (stack.zones if stack.edge is Edge.DOMAIN else 0)
    task_hour = Decimal(size.cpu) / 1024 * FARGATE_VCPU_HOUR + Decimal(size.memory_mib) / 1024 * FARGATE_GB_HOUR
    lines = [
        _line("Gateway tasks", size.tasks_min, task_hour),
        _line("Load balancers", balancers, LOAD_BALANCER_HOUR),
        _line("NAT gateways", stack.nat_gateways, NAT_GATEWAY_HOUR),
        _line("Public IPv4 addresses", addresses, PUBLIC_ADDRESS_HOUR),
        FloorLine("WAF", "web ACL 5 + rule 1", WAF_MONTH),
    ]
    if stack.redis is not None and not stack.redis.given and size.redis_node_type is not None:
        nodes = 1 + stack.redis.replicas
        price = VALKEY_NODE_HOUR.get(size.redis_node_type)
        item = f"Valkey {size.redis_node_type}"
        lines.append(_line(item, nodes, price) if price else FloorLine(item, f"{nodes} × price not known", None))
    return Floor(tuple(lines))


def _line(item: str, number: int, hourly: Decimal) -> FloorLine:
    price = f"{hourly.quantize(Decimal('0.00001')).normalize():f}"
    return FloorLine(item, f"{number} × {price} × {HOURS} h", number * hourly * HOURS)
