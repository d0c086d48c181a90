"""Which provider is chosen, what breaks a tie, and what is said where none can be."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_audience, make_environment, make_feature, make_feature_set, make_notifications, provenance
from rtgen.decide import decide
from rtgen.decide.decision import Finding
from rtgen.decide.decisions import Decisions
from rtgen.decide.provider.candidates import LISTED
from rtgen.diagnostics import Severity
from rtgen.domain.features import FeatureSet, Publish
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Access, Delivery, Managed, Ordering, Provider, Publisher, RateUnit, Sync, Tier

DAY = 86_400
FORCED = ForcedTier(Tier.MANAGED, "nobody runs servers here")


def news(users: int, **platform: object) -> FeatureSet:
    """Each user is told something once a minute, and nothing is kept."""
    feature = make_notifications(users=users, history=None)
    return make_feature_set(
        feature,
        audiences=[make_audience(peak_users=users)],
        **{"managed": Managed.REQUIRE, "region": "eu-west-1", **platform},
    )


def found(decided: Decisions, rule: str) -> list[Finding]:
    return [each for each in decided.findings if each.rule == rule]


@pytest.mark.parametrize(
    ("features", "choice", "because"),
    [
        (news(150), Provider.ABLY, "Ably Free is the cheapest of 3 that fit, at 0 USD a month."),
        (
            news(400),
            Provider.SUPABASE,
            "Supabase Pro without spend cap is the cheapest of 3 that fit, at 40 USD a month.",
        ),
        (news(1_500), Provider.PUSHER, "Pusher Pro is the cheapest of 3 that fit, at 99 USD a month."),
        (news(1_500, region="eu-central-1"), Provider.SUPABASE, None),
        (news(45_000), Provider.ABLY, None),
        (news(150, provider=Provider.PUSHER), Provider.PUSHER, None),
    ],
)
def test_the_cheapest_that_fits(features: FeatureSet, choice: Provider, because: str | None) -> None:
    decision = decide(features).provider.decision

    assert decision.choice is choice
    if because is not None:
        assert decision.because == because


@pytest.mark.parametrize(
    ("number", "tie"),
    [
        (20, "Supabase costs the same and leaves the same room; the order of their names decides."),
        (90, "Pusher costs the same; Ably leaves more room for connections."),
    ],
)
def test_a_tie_says_what_broke_it(number: int, tie: str) -> None:
    assert decide(news(number)).provider.decision.because == (
        f"Ably Free is the cheapest of 3 that fit, at 0 USD a month. {tie}"
    )


@pytest.mark.parametrize(
    ("platform", "tier"), [({"managed": Managed.ALLOW}, "single"), ({"managed": Managed.AVOID}, "single")]
)
def test_a_tier_of_its_own_gateway_has_no_provider_and_shows_all(platform: dict[str, object], tier: str) -> None:
    decided = decide(news(400, **platform))

    assert decided.provider.decision.choice is None
    assert decided.provider.decision.because == (
        f"The {tier} tier runs its own gateway; Supabase Pro without spend cap would fit, at 40 USD a month."
    )
    assert [each.name for each in decided.provider.candidates][3:] == ["appsync-events", "api-gateway-websocket"]


def test_a_price_comes_before_none() -> None:
    fitting = [each for each in decide(news(25_000)).provider.candidates if each.fits and each.provider is not None]

    known = [each.monthly is not None for each in fitting]
    assert known == sorted(known, reverse=True)


def test_a_plan_without_a_price_needs_a_quote() -> None:
    decided = decide(news(60_000, region="eu-south-1"))
    decision = decided.provider.decision
    (quote,) = found(decided, "RT873")

    assert (decision.rule, decision.choice) == ("RT873", Provider.ABLY)
    assert decision.because.startswith(
        "Ably Enterprise fits, and no plan with a published price does. It needs a quote;"
    )
    assert (quote.severity, "at list rates the usage is at most" in quote.message) == (Severity.WARNING, True)


@pytest.mark.parametrize(
    ("features", "rule", "message"),
    [
        pytest.param(
            make_feature_set(make_feature(history=400 * DAY, delivery=Delivery.AT_LEAST_ONCE), managed=Managed.REQUIRE),
            "RT874",
            "No provider fits. Ably Pro is the nearest: history window: 400 d of history; Ably Pro allows 365 d.",
            id="required",
        ),
        pytest.param(
            make_feature_set(make_feature(sync=Sync.OT, history=None), tier=FORCED),
            "RT874",
            "No provider fits. ",
            id="forced",
        ),
        pytest.param(
            news(150, provider=Provider.SUPABASE, region="eu-south-1"),
            "RT875",
            "Supabase does not fit: region: Supabase has no servers in eu-south-1.",
            id="region",
        ),
        pytest.param(
            make_feature_set(make_feature(access=Access.PROXY, history=None), provider=Provider.SUPABASE),
            "RT875",
            "Supabase does not fit: webhooks: ",
            id="named, in a tier of its own gateway",
        ),
    ],
)
def test_what_cannot_be_is_an_error_that_names_the_limit(features: FeatureSet, rule: str, message: str) -> None:
    errors = found(decide(features), rule)

    assert errors
    assert all(each.severity is Severity.ERROR for each in errors)
    assert errors[0].message.startswith(message)


def test_an_error_points_at_the_line_that_asks_for_too_much() -> None:
    asking = make_feature(ordering=Ordering.CHANNEL, provenance=provenance(5, {"ordering": (9, 15)}), history=None)
    (error,) = found(decide(make_feature_set(asking, provider=Provider.PUSHER)), "RT875")

    assert (error.feature, str(error.location)) == ("chat", "spec.yaml:9:15")


def test_an_error_about_an_environments_region_points_there() -> None:
    environments = [
        make_environment("prod"),
        make_environment("asia", region="ap-east-1", provenance=provenance(20, {"region": (21, 13)})),
    ]
    (error,) = found(
        decide(make_feature_set(make_feature(history=None), environments=environments, provider=Provider.PUSHER)),
        "RT875",
    )

    assert (error.feature, str(error.location)) == (None, "spec.yaml:21:13")


def test_a_promise_that_the_chosen_provider_does_not_keep_is_said_and_one_of_another_is_not() -> None:
    features = make_feature_set(make_feature(request_response=True, history=None), managed=Managed.REQUIRE)
    decided = decide(features)
    (loss,) = found(decided, "RT876")
    chosen = decided.provider.candidates[0].title

    assert loss.message == f"{chosen} documents no request over the connection: clients ask your API by HTTP."


def test_rejections_beyond_a_few_are_counted() -> None:
    publish = Publish(Fraction(60), RateUnit.USER, 20_000, Publisher.CLIENT)
    feature = make_feature(
        publish=publish,
        access=Access.PROXY,
        sync=Sync.OT,
        delivery=Delivery.AT_LEAST_ONCE,
        ordering=Ordering.GLOBAL,
        provenance=provenance(5, {"ordering": (9, 15)}),
    )
    pusher = next(
        each
        for each in decide(make_feature_set(feature, region="eu-south-1")).provider.candidates
        if each.name == "pusher"
    )

    assert len(pusher.rejections) == LISTED
    assert pusher.more >= 3


def test_every_other_provider_is_rejected_with_a_reason() -> None:
    rejected = {each.alternative: each.reason for each in decide(news(400)).provider.decision.rejected}

    assert sorted(rejected) == ["ably", "api-gateway-websocket", "appsync-events", "pusher"]
    assert all(reason.endswith(".") for reason in rejected.values())
    assert rejected["appsync-events"].endswith("and rtgen does not provision it.")


@pytest.mark.parametrize(
    ("history", "tier", "rules"),
    [(365 * DAY, Tier.MANAGED, {"RT406"}), (366 * DAY, Tier.MULTI, {"RT877"})],
    ids=["a provider fits", "none fits"],
)
def test_large_scale_is_managed_only_where_a_provider_fits(history: int, tier: Tier, rules: set[str]) -> None:
    kept = make_feature(users=66_667, history=history, delivery=Delivery.AT_LEAST_ONCE)
    decided = decide(make_feature_set(kept, audiences=[make_audience(peak_users=66_667)]))

    assert (decided.tier.decision.choice, {decided.tier.decision.rule}) == (tier, rules)
    assert bool(found(decided, "RT877")) is (tier is Tier.MULTI)
    assert decided.tier.threshold is None
