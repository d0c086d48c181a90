"""What a plan cites follows from what holds its connections."""

from __future__ import annotations

import pytest

from builders import make_feature, make_feature_set, make_gateway, make_notifications
from rtgen.decide import decide, sources
from rtgen.decide.cited import OF_GATEWAY
from rtgen.decide.decision import Source
from rtgen.domain.features import FeatureSet
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Managed, Provider, Tier

MULTI = ForcedTier(Tier.MULTI, "two at least")


def cited(features: FeatureSet) -> set[Source]:
    made = decide(features)
    shared = (made.tier.decision, made.redis.decision, made.sticky, made.pooling, made.provider.decision)
    of_features = (each for feature in made.features for each in (feature.transport, *feature.patterns))
    return {source for each in (*shared, *of_features) for source in each.sources}


def spec(**platform: object) -> FeatureSet:
    return make_feature_set(make_feature("chat", history=None), make_notifications("alerts", history=None), **platform)


def test_rtgens_own_gateway_is_cited_where_it_is_planned() -> None:
    assert sources.CENTRIFUGE_JS in cited(spec(tier=MULTI))
    assert len(cited(spec(tier=MULTI)) & OF_GATEWAY) >= 5


@pytest.mark.parametrize("transports", [("websocket",), ("websocket", "sse")])
def test_a_gateway_of_the_users_own_is_none_of_its_pages_business(transports: tuple[str, ...]) -> None:
    assert not cited(spec(tier=MULTI, gateway=make_gateway(transports=transports))) & OF_GATEWAY


@pytest.mark.parametrize("provider", Provider)
def test_a_provider_is_not_either(provider: Provider) -> None:
    assert not cited(spec(managed=Managed.REQUIRE, provider=provider)) & OF_GATEWAY
