"""A token endpoint at an HTTP API that is there already: what the stack makes, says and expects."""

from __future__ import annotations

import pytest

from builders import make_environment, make_feature, make_feature_set, make_notifications
from planning import plan
from rtgen.decide import decide
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import ExistingApi, ForcedTier, Jwks
from rtgen.domain.vocabulary import Provider, Tier
from rtgen.plan.given_api import address, expectations, stage
from rtgen.plan.model import ManagedPlan

MANAGED = ForcedTier(Tier.MANAGED, "this test")
PROVIDED = Jwks("https://login.example.com/keys", "https://login.example.com/", "live")
OWN_ENDPOINT = "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"


def spec(url: str | None = None, tier: Tier = Tier.MANAGED, **platform: object) -> FeatureSet:
    api = ExistingApi("a1b2c3d4e5", "/realtime/token", url)
    return make_feature_set(
        make_notifications(),
        tier=ForcedTier(tier, "this test"),
        environments=[make_environment(api=api)],
        **{"provider": Provider.ABLY if tier is Tier.MANAGED else None, "api": api} | platform,
    )


def managed(features: FeatureSet) -> ManagedPlan:
    found = plan(features, decide(features)).managed
    assert found is not None
    return found


def of_the_api(plan: ManagedPlan) -> set[str]:
    return {each.type.rpartition(":")[2] for each in plan.resources if "apigatewayv2" in each.type}


def test_the_stack_makes_a_route_of_the_api_and_no_api() -> None:
    names = {each.name for each in managed(spec()).resources}

    assert of_the_api(managed(spec())) == {"Integration", "Route"}
    assert "tokens-api-permission" in names
    assert "tokens-api-log" not in names


def test_an_identity_providers_tokens_get_an_authorizer_of_the_stacks_own() -> None:
    found = managed(spec(auth=PROVIDED))

    assert of_the_api(found) == {"Authorizer", "Integration", "Route"}
    assert any("one more authorizer" in each for each in expectations(found.endpoint))


def test_of_an_api_that_the_stack_makes_nothing_is_expected() -> None:
    alone = make_feature_set(make_feature(), tier=MANAGED, provider=Provider.ABLY)

    assert of_the_api(managed(alone)) == {"Api", "Integration", "Route", "Stage"}
    assert list(expectations(managed(alone).endpoint)) == []


@pytest.mark.parametrize(
    ("url", "asked", "reached"),
    [
        (None, OWN_ENDPOINT, "$default"),
        (f"{OWN_ENDPOINT}/live", f"{OWN_ENDPOINT}/live", "live"),
        ("https://api.example.com/v1", "https://api.example.com/v1", None),
    ],
    ids=["its own endpoint", "a stage of it", "a domain of the team's"],
)
def test_clients_ask_where_the_spec_says(url: str | None, asked: str, reached: str | None) -> None:
    features = spec(url)
    (environment,) = plan(features, decide(features)).environments

    assert environment.config["apiUrl"] == asked == address(ExistingApi("a1b2c3d4e5", "/token", url), "eu-west-1")
    assert environment.config["apiPath"] == "/realtime/token"
    assert stage("a1b2c3d4e5", asked) == reached


@pytest.mark.parametrize(
    ("tier", "says"), [(Tier.MANAGED, "cannot see whether the existing API throttles"), (Tier.SINGLE, "is not used")]
)
def test_what_cannot_be_seen_of_the_api_is_told_or_that_nothing_needs_it(tier: Tier, says: str) -> None:
    (finding,) = (each for each in decide(spec(tier=tier)).findings if each.rule == "RT819")

    assert says in finding.message
    assert finding.feature is None
