"""A bill is arithmetic that can be done by hand, and what nobody knows is never nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_audience, make_environment, make_feature, make_feature_set
from planning import PRICES, TABLES, plan
from rtgen.decide import decide
from rtgen.decide.decision import Figure
from rtgen.diagnostics import Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Managed, Tier
from rtgen.plan.bill import Cost
from rtgen.plan.cost.age import stale
from rtgen.plan.cost.even import OwnServers
from rtgen.plan.cost.lines import TASKS, balancers, redis, traffic
from rtgen.plan.cost.load import mean_load
from rtgen.plan.model import Edge, Plan, StackPlan


def declared(users: int = 1_000, budget: int | None = None, tier: Tier | None = None) -> FeatureSet:
    return make_feature_set(
        make_feature(users=users),
        audiences=[make_audience(peak_users=users)],
        environments=[make_environment(budget=None if budget is None else Fraction(budget))],
        tier=None if tier is None else ForcedTier(tier, "this test"),
    )


def planned(users: int = 1_000, budget: int | None = None, tier: Tier | None = None, *, avoid: bool = False) -> Plan:
    features = declared(users, budget, tier)
    if avoid:
        features = features._replace(platform=features.platform._replace(managed=Managed.AVOID))
    return plan(features, decide(features))


def bill(of: Plan) -> Cost:
    (only,) = of.costs
    return only


def stack(of: Plan) -> StackPlan:
    assert of.stack is not None
    return of.stack


FIGURES = [
    Figure("peak_connections", 60_000, "connections", ""),
    Figure("egress", 10_000_000, "bytes/s", ""),
    Figure("redis_delivered", 1_000_000, "bytes/s", ""),
    Figure("heartbeat_answers", 100, "requests/s", ""),
    Figure("poll_requests", 100, "requests/s", ""),
]
MEAN = mean_load(FIGURES, [make_audience()])
"""30 % of the peak: 18,000 connections, and 7,884 GB in 730 hours."""


def test_a_month_is_the_mean_of_the_peak() -> None:
    assert (MEAN.share, MEAN.connections) == (Decimal("0.3"), 18_000)
    assert (MEAN.egress_gb, MEAN.redis_gb) == (7_884, Decimal("788.4"))
    assert MEAN.requests == Decimal("0.3") * 730 * 3_600 * 200


def test_audiences_weigh_by_their_connections() -> None:
    few = make_audience("few", peak_users=1_000, mean=Fraction(1, 2))
    many = make_audience("many", peak_users=1_000, connections_per_user=Fraction(3), mean=Fraction(1, 10))

    assert mean_load(FIGURES, [few, many]).share == Decimal("0.2")


def test_capacity_units_are_the_largest_of_connections_traffic_and_requests() -> None:
    _, units = balancers(PRICES, stack(planned(tier=Tier.MULTI)), MEAN)

    # 18,000 ÷ 3,000 = 6 by connections; 7,884 GB ÷ 730 h = 10.8 by traffic
    assert units.at_spec == Decimal("10.8") * 730 * Decimal("0.008")
    assert (units.idle, units.at_twice) == (0, 2 * units.at_spec)


@pytest.mark.parametrize(("gigabytes", "usd"), [(7_884, "709.56"), (10_000, "900"), (12_000, "1070"), (60_000, "5000")])
def test_egress_is_billed_in_steps(gigabytes: int, usd: str) -> None:
    own = stack(planned(tier=Tier.MULTI))._replace(edge=Edge.DOMAIN)
    egress = next(iter(traffic(PRICES, own, MEAN._replace(egress_gb=Decimal(gigabytes)))))

    assert egress.at_spec == Decimal(usd)


def test_traffic_of_redis_pays_in_both_directions_where_it_crosses_zones() -> None:
    lines = traffic(PRICES, stack(planned(tier=Tier.MULTI)), MEAN)
    crossing = [line for line in lines if line.item == "Traffic between zones"]

    assert [line.at_spec for line in crossing] == [Decimal("788.4") / 2 * 2 * Decimal("0.01")]


def test_a_node_whose_price_nobody_knows_is_unknown_and_named() -> None:
    many = planned(tier=Tier.MULTI)
    size = many.decisions.environments[0].size._replace(redis_node_type="cache.x9z.huge")
    (line,) = redis(PRICES, stack(many), size, many.decisions.twice[0])

    assert (line.idle, line.at_spec, line.at_twice) == (None, None, None)
    assert Cost("prod", "eu-west-1", PRICES.region, PRICES.read, (line,)).unknown == ("Valkey cache.x9z.huge",)


def test_what_nobody_knows_is_not_in_the_total() -> None:
    of = bill(planned())

    assert "Logs" in of.unknown
    assert of.at_spec == sum(line.at_spec for line in of.lines if line.at_spec is not None)


def metered(of: Plan) -> dict[str, Decimal]:
    """What clients cause; what passes between Redis and the tasks falls where larger tasks are fewer."""
    return {
        line.item: line.at_spec
        for line in bill(of).lines
        if line.idle == 0 and line.at_spec is not None and line.item != "Traffic between zones"
    }


@settings(deadline=None)
@given(st.integers(1, 60_000), st.integers(1, 40_000))
def test_growth_never_lowers_what_is_metered(users: int, more: int) -> None:
    small, large = planned(users, tier=Tier.MULTI), planned(users + more, tier=Tier.MULTI)

    assert all(metered(large)[item] >= usd for item, usd in metered(small).items())
    assert bill(small).idle <= bill(small).at_spec <= bill(small).at_twice


def budget_findings(of: Plan) -> list[Severity]:
    return [each.severity for each in of.decisions.findings if each.rule == "RT851"]


def test_a_budget_warns_from_four_fifths_and_fails_beyond() -> None:
    usd = int(bill(planned()).at_spec)

    assert budget_findings(planned(budget=2 * usd)) == []
    assert budget_findings(planned(budget=usd + 2)) == [Severity.WARNING]
    assert budget_findings(planned(budget=usd - 2)) == [Severity.ERROR]


def test_every_price_says_where_it_was_read() -> None:
    of = bill(planned(tier=Tier.MULTI))

    assert all(line.source is not None for line in of.lines if line.at_spec is not None)
    assert PRICES.read in {line.source.read for line in of.lines if line.source is not None}


@pytest.mark.parametrize(("days", "told"), [(365, 0), (366, 1)])
def test_prices_of_more_than_a_year_ago_are_told(days: int, told: int) -> None:
    assert len(stale("spec.yaml", planned().costs, date.fromisoformat(PRICES.read) + timedelta(days=days))) == told


def own_servers(users: int) -> OwnServers:
    features = declared(users)
    return OwnServers(features, decide(features), (), TABLES)


@pytest.mark.parametrize(("users", "times"), [(1_000, 3), (6_000, 3), (60_000, Fraction(1, 20)), (60_000, 20)])
def test_servers_at_another_load_cost_what_a_plan_of_that_load_says(users: int, times: Fraction | int) -> None:
    """Also where the tier, the Redis nodes or the shards are others then."""
    at = bill(planned(int(users * times), avoid=True))

    assert own_servers(users).monthly(Fraction(times)) == Fraction(at.at_spec)


def test_a_bill_carried_on_grows_by_what_is_metered_and_by_whole_tasks() -> None:
    own, of = own_servers(20_000), bill(planned(20_000))
    tasks = next(line for line in of.lines if line.item == TASKS)
    metered = Fraction(of.at_spec) - Fraction(of.idle)

    assert own.near(Fraction(1))(Fraction(1)) == own.monthly(Fraction(1)) == Fraction(of.at_spec)
    assert own.near(Fraction(1))(Fraction(2)) == Fraction(of.at_spec) + metered + Fraction(tasks.idle or 0)


def test_both_cost_about_the_same_where_they_break_even() -> None:
    crossings = [(each.at, each.working) for each in planned(300).break_evens if each.at is not None]

    assert crossings
    for at, working in crossings:
        assert at.managed >= at.self_hosted
        assert f"{float(at.self_hosted):,.2f} USD a month" in working


def test_twice_the_load_is_priced_on_the_nodes_and_tasks_that_it_asks_for() -> None:
    many = planned(60_000, tier=Tier.MULTI)
    (twice,) = many.decisions.twice
    larger = planned(120_000, tier=Tier.MULTI)
    lines = {each.item.split()[0]: each for each in bill(many).lines}

    assert twice.redis_node_type == larger.decisions.environments[0].size.redis_node_type
    assert lines["Valkey"].at_twice == next(each for each in bill(larger).lines if "Valkey" in each.item).at_spec
    assert (lines["Gateway"].at_twice or 0) > (lines["Gateway"].at_spec or 0)
