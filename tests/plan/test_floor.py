from __future__ import annotations

from decimal import Decimal

from render.sample_plan import DECISIONS, STACK
from rtgen.plan.floor import floor
from rtgen.plan.model import Edge

SIZE = DECISIONS.environments[1].size


def test_the_floor_is_the_sum_of_what_stands_there_before_anybody_connects() -> None:
    costs = floor(STACK, SIZE)

    assert {line.item: line.usd for line in costs.lines} == {
        "Gateway tasks": Decimal("57.670"),
        "Load balancers": Decimal("32.8500"),
        "NAT gateways": Decimal("65.700"),
        "Public IPv4 addresses": Decimal("14.600"),
        "WAF": Decimal(6),
        "Valkey cache.t4g.small": Decimal("37.3760"),
    }
    assert costs.usd == Decimal("214.196")
    assert costs.complete


def test_each_line_shows_its_working() -> None:
    assert floor(STACK, SIZE).lines[0].working == "2 × 0.0395 × 730 h"


def test_an_unknown_price_is_never_counted_as_nothing() -> None:
    costs = floor(STACK, SIZE._replace(redis_node_type="cache.x9z.huge"))

    assert costs.lines[-1].usd is None
    assert not costs.complete


def test_an_internal_load_balancer_has_no_public_addresses() -> None:
    lines = {line.item: line.working for line in floor(STACK._replace(edge=Edge.CLOUDFRONT), SIZE).lines}

    assert lines["Load balancers"].startswith("1 ×")
    assert lines["Public IPv4 addresses"].startswith("2 ×")


def test_without_redis_no_node_is_paid_for() -> None:
    assert not any(line.item.startswith("Valkey") for line in floor(STACK._replace(redis=None), SIZE).lines)
