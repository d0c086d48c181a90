"""A provider's SDK opens one connection for all that a client uses: that is what its limits are held against."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import make_audience, make_environment, make_feature, make_feature_set, make_notifications
from decide.provider import held
from rtgen.decide import decide
from rtgen.domain.platform import ForcedTier
from rtgen.domain.vocabulary import Tier

MANAGED = ForcedTier(Tier.MANAGED, "this test")


@pytest.mark.parametrize("tier", [MANAGED, ForcedTier(Tier.MULTI, "this test")], ids=["managed", "multi"])
def test_what_is_planned_for_is_what_holds_the_connections(tier: ForcedTier) -> None:
    audience = make_audience(peak_users=1_000, connections_per_user=Fraction(3, 2), growth=Fraction(2))
    both = [make_feature(users=1_000), make_notifications(users=600)]
    features = make_feature_set(*both, audiences=[audience], tier=tier)
    decided = decide(features)

    assert decided.tier.max_connections.value == (1_500 + 900) * 2 * 3 // 2  # a WebSocket, a stream, and headroom
    if tier is MANAGED:
        assert decided.planned_connections == 1_500 * 2 == held.need(features).connections
        (figure,) = (each for each in decided.capacity if each.name == "provider_connections")
        assert figure.working == "ceil(1000 × 1.5 × 2) = 3000"
    else:
        assert decided.planned_connections == decided.tier.max_connections.value


def test_each_environment_has_its_share() -> None:
    environments = [make_environment("prod"), make_environment("dev", scale=Fraction(1, 8))]
    decided = decide(
        make_feature_set(
            make_feature(users=100), audiences=[make_audience(peak_users=100)], environments=environments, tier=MANAGED
        )
    )

    found = {
        each.environment: figure.value
        for each in decided.environments
        for figure in each.figures
        if figure.name == "provider_connections"
    }
    assert found == {"prod": 100, "dev": 13}
