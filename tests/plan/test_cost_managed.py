"""The bill of a managed stack: the provider's own, and every part in AWS that the plan lists."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_audience, make_environment, make_feature, make_feature_set, make_notifications
from plan.score.scored import EXAMPLES, planned, title
from planning import PRICES, plan
from rtgen.decide import decide
from rtgen.decide.provider.growth import scaled
from rtgen.decide.provider.need import Need
from rtgen.diagnostics import Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Access, Delivery, Ordering, Provider, Tier
from rtgen.plan.bill import Cost, CostLine, Load, largest
from rtgen.plan.cost import provider, usage
from rtgen.plan.cost.line import decimal
from rtgen.plan.cost.managed import around
from rtgen.plan.model import ManagedPlan, Plan, Resource
from rtgen.render import render
from rtgen.render.costs import QUOTE, beside, total

MANAGED = {title(spec): spec for spec in EXAMPLES if planned(spec)[1].managed is not None}
MONTH_S = 730 * 3_600


def news(
    users: int = 1_000, of: Provider = Provider.ABLY, budget: int | None = None, **feature: object
) -> tuple[FeatureSet, Plan]:
    """Each user is told something once a minute, by a provider."""
    features = make_feature_set(
        make_notifications(users=users, history=None, **feature),
        audiences=[make_audience(peak_users=users)],
        environments=[make_environment(budget=None if budget is None else Fraction(budget))],
        tier=ForcedTier(Tier.MANAGED, "this test"),
        provider=of,
    )
    return features, plan(features, decide(features))


def bill(of: Plan) -> Cost:
    return largest(of.costs)


def managed(of: Plan) -> ManagedPlan:
    assert of.managed is not None
    return of.managed


def need(of: Plan) -> Need:
    assert of.decisions.provider.need is not None
    return of.decisions.provider.need


def line(of: Cost, item: str) -> CostLine:
    return next(each for each in of.lines if each.item == item)


def test_tokens_are_asked_for_anew_as_often_as_they_end() -> None:
    _, ably = news(2_000)

    # 30 % of 2,000 clients, 4,380 lives of ten minutes in a month; a run is 0.05 s of half a GB
    runs = Decimal(600 * MONTH_S // 600) / 1_000_000
    assert line(bill(ably), "Token API").at_spec == runs
    assert line(bill(ably), "Function tokens-function").at_spec == runs * (
        Decimal("0.20") + Decimal("0.05") * Decimal("0.5") * Decimal("13.3334")
    )


def test_what_is_queued_is_sent_handed_over_and_deleted_and_an_empty_queue_is_asked_all_the_same() -> None:
    _, told = news(2_000, delivery=Delivery.AT_LEAST_ONCE)
    queue = line(bill(told), "Queue")

    # 2,000 users × 30 % × one a minute; five pollers that wait 20 s
    messages, polls = Decimal(600 * 43_800) / 1_000_000, Decimal(5 * 3 * 43_800) / 1_000_000
    assert queue.idle == polls * Decimal("0.40")
    assert queue.at_spec == (polls + 3 * messages) * Decimal("0.40")


def test_a_queue_that_keeps_an_order_costs_a_quarter_more() -> None:
    _, ordered = news(delivery=Delivery.AT_LEAST_ONCE, ordering=Ordering.CHANNEL)
    _, any_order = news(delivery=Delivery.AT_LEAST_ONCE)

    assert line(bill(ordered), "Queue").idle == Decimal("1.25") * (line(bill(any_order), "Queue").idle or 0)


@pytest.mark.parametrize("example", MANAGED)
def test_every_function_alarm_secret_and_key_of_the_plan_is_on_the_bill(example: str) -> None:
    of = planned(MANAGED[example])[1]
    kinds = [each.type for each in of.resources]
    items = {each.item for each in bill(of).lines}

    for function in (each.name for each in of.resources if each.type == "aws:lambda/function:Function"):
        assert f"Secret reads of {function}" in items
        assert {f"Function {function}", "Tokens on connects"} & items
    for item, kind, usd in (
        ("Alarms", "aws:cloudwatch/metricAlarm:MetricAlarm", "0.1"),
        ("Secrets", "aws:secretsmanager/secret:Secret", "0.4"),
        ("KMS keys", "aws:kms/key:Key", "1"),
        ("Custom metrics", "aws:cloudwatch/logMetricFilter:LogMetricFilter", "0.3"),
    ):
        assert line(bill(of), item).idle == kinds.count(kind) * Decimal(usd)


def aws_lines(
    features: FeatureSet, of: Plan, without: str = "", more: tuple[Resource, ...] = ()
) -> dict[str, CostLine]:
    """The lines of a stack that lacks a type of resource, or has others as well."""
    left = tuple(each for each in managed(of).resources if each.type != without)
    stack = managed(of)._replace(resources=(*left, *more))
    work = usage.work(features, of.decisions, stack, need(of))
    return {each.item: each for each in around(PRICES, stack, work, 14)}


def test_a_function_that_runs_nobody_knows_how_often_is_unknown_and_never_nothing() -> None:
    features, of = news()
    other = Resource("aws:lambda/function:Function", "other-function", "other", protect=False)

    assert aws_lines(features, of, more=(other,))["Function other-function"].at_spec is None


def test_what_a_schedule_calls_costs_the_same_whoever_is_connected() -> None:
    features, of = news()
    more = tuple(
        Resource(f"aws:{kind}", f"check-{thing}", "check", protect=False)
        for kind, thing in (("lambda/function:Function", "function"), ("scheduler/schedule:Schedule", "schedule"))
    )
    lines = aws_lines(features, of, more=more)

    # 43,800 minutes ÷ 5, each a second of a quarter of a GB
    usd = Decimal(8_760) / 1_000_000 * (Decimal("0.20") + Decimal("0.25") * Decimal("13.3334"))
    found = lines["Function check-function"]
    assert (found.idle, found.at_spec, found.at_twice) == (usd, usd, usd)
    assert lines["Metrics of check-function"].at_spec is None


@pytest.mark.parametrize(("without", "paid"), [("api:Api", True), ("route:Route", False)])
def test_requests_of_tokens_are_paid_for_at_whichever_api_has_the_route(without: str, paid: bool) -> None:
    features, of = news()

    assert ("Token API" in aws_lines(features, of, without=f"aws:apigatewayv2/{without}")) is paid


@pytest.mark.parametrize("example", MANAGED)
def test_the_bill_reckons_with_what_the_stack_is_set_to(example: str) -> None:
    of = planned(MANAGED[example])[1]
    files = {path: file.text for path, file in render(of).files.items()}

    handler = files["services/token_endpoint/token_endpoint/handler.py"]
    assert f"LIFE_S = {usage.TOKEN_LIFE_S}\n" in handler
    assert f"MEMORY_MB = {int(usage.TOKEN_MEMORY_GB * 1_024)}\n" in files["components/tokens.py"]
    assert "LIFE_S = 60\n" in files["services/token_endpoint/token_endpoint/keys.py"]
    if managed(of).queue is not None:
        assert f"MEMORY_MB = {int(usage.PUBLISH_MEMORY_GB * 1_024)}\n" in files["components/publisher_function.py"]
        assert "LIFE_S = 60\n" in files["services/publisher/publisher/keys.py"]


@pytest.mark.parametrize("example", MANAGED)
def test_the_providers_lines_are_what_the_comparison_says(example: str) -> None:
    features, of = planned(MANAGED[example])
    chosen = of.decisions.provider.chosen
    assert chosen is not None
    own = list(provider.bill(need(of), managed(of).provider, Fraction(1)))
    rest = around(PRICES, managed(of), usage.work(features, of.decisions, managed(of), need(of)), 90)

    assert bill(of).lines == (*own, *rest)
    if chosen.monthly is None:
        assert bill(of).quotes == tuple(Load)
    else:
        assert sum(Fraction(each.at_spec or 0) for each in own) == chosen.monthly


def test_twice_the_load_is_priced_on_the_plan_that_carries_it() -> None:
    _, of = news(1_500, Provider.PUSHER)
    now, twice = (provider.priced(scaled(need(of), Fraction(times)), Provider.PUSHER) for times in (1, 2))
    (own,) = provider.bill(need(of), Provider.PUSHER, Fraction(1))

    assert now.plan.tier != twice.plan.tier
    assert (own.idle, own.at_spec, own.at_twice) == (now.base, now.base, twice.base)
    assert twice.plan.tier in own.working


def test_what_the_backend_hears_of_is_billed_by_ably_and_by_the_queue_that_it_is_read_from() -> None:
    talk = make_feature(access=Access.PROXY, users=1_000, history=None)
    features = make_feature_set(
        talk, audiences=[make_audience(peak_users=1_000)], provider=Provider.ABLY, tier=ForcedTier(Tier.MANAGED, "-")
    )
    of = plan(features, decide(features))
    published = next(each.publications for each in of.decisions.features) * Fraction(3, 10) * MONTH_S / 1_000_000

    ably = {each.what: each for each in provider.priced(need(of), Provider.ABLY).plan.bill}
    assert ably["million messages to the backend"].quantity == published
    assert line(bill(of), "Inbox").at_spec == 3 * decimal(published) * Decimal("0.40")
    (more,) = (each.told_rate for each in (need(of),))
    assert more == published * 1_000_000 / MONTH_S / Fraction(3, 10)


def test_a_price_that_nobody_publishes_stands_in_the_total_as_a_quote() -> None:
    _, of = news(60_000)

    assert total(bill(of), Load.SPEC).endswith(f" {QUOTE}")
    assert "Ably Enterprise plan, no published price: ask for a quote; at list rates" in beside(of.costs)
    assert "Ably Enterprise plan" in bill(of).unknown


def test_where_no_plan_fits_no_bound_of_the_price_is_told() -> None:
    _, of = news(of=Provider.PUSHER, delivery=Delivery.AT_LEAST_ONCE)

    assert "plan, no plan fits, so that no price can be told." in beside(of.costs)


def test_a_plan_that_twice_the_load_outgrows_asks_for_a_quote_there_alone() -> None:
    _, of = news(30_000)

    assert bill(of).quotes == (Load.TWICE,)
    assert QUOTE not in total(bill(of), Load.SPEC)


def budget_findings(of: Plan) -> list[tuple[Severity, str]]:
    return [(each.severity, each.message) for each in of.decisions.findings if each.rule == "RT851"]


def test_a_budget_pays_for_the_provider_and_for_what_stands_beside_it() -> None:
    own = news()[1].decisions.provider.chosen
    assert own is not None
    assert own.monthly is not None
    # Enough for the provider alone.
    ((severity, message),) = budget_findings(news(budget=int(own.monthly) + 1)[1])

    assert severity is Severity.ERROR
    assert f"costs {bill(news()[1]).at_spec:,.0f} USD" in message


def test_a_budget_without_the_quote_is_never_said_to_suffice() -> None:
    ((severity, message),) = budget_findings(news(60_000, budget=1_000_000)[1])

    assert severity is Severity.WARNING
    assert "without the provider's price, which needs a quote" in message


def test_both_ways_break_even_by_their_whole_bills() -> None:
    features, around_ably = news(300)
    hosted = features._replace(platform=features.platform._replace(tier=None, provider=None))

    (even,) = (each.at for each in plan(hosted, decide(hosted)).break_evens if each.name == "ably")

    assert even is not None
    month = usage.work(features, around_ably.decisions, managed(around_ably), need(around_ably))
    beside = around(PRICES, managed(around_ably), month.times(even.factor), 90)
    its_own = provider.priced(scaled(need(around_ably), even.factor), Provider.ABLY).plan.monthly
    assert its_own is not None
    assert even.managed == its_own + sum(Fraction(each.at_spec or 0) for each in beside)


def test_a_plan_at_a_provider_is_held_against_the_servers_that_it_saves() -> None:
    features, of = news(300)
    hosted = features._replace(platform=features.platform._replace(tier=None, provider=None))

    assert of.break_evens == plan(hosted, decide(hosted)).break_evens


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9_000), st.sampled_from(Provider))
def test_nothing_on_the_bill_falls_with_the_load(users: int, of: Provider) -> None:
    lines = bill(news(users, of)[1]).lines

    for each in lines:
        if each.idle is not None and each.at_spec is not None and each.at_twice is not None:
            assert 0 <= each.idle <= each.at_spec <= each.at_twice or "plan" in each.item, each
