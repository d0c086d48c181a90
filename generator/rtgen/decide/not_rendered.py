"""What is decided and documented, but not in the stack yet: one line each, so that nobody looks for it in vain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rtgen.decide.alike import once
from rtgen.decide.decisions import FeatureDecisions, NotRendered
from rtgen.decide.limits import MOST_SHARDS
from rtgen.decide.topology import RedisDecision
from rtgen.decide.transport import POLLING
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Communication, Pattern, Provider, RedisMode, Tier

STACK = "the stack"
SEVERAL = frozenset({RedisMode.CLIENT_SHARDED, RedisMode.CLUSTER})
"""Modes with several primaries."""
_LATER = "is decided and documented, and comes with a later version"


def not_rendered(
    features: FeatureSet,
    decided: Sequence[FeatureDecisions],
    tier: Tier,
    redis: RedisDecision,
    provider: Provider | None,
) -> tuple[NotRendered, ...]:
    """The lines of a spec: why there is no stack, then the services that a stack lacks."""
    return (
        *(NotRendered(STACK, why, ()) for why in _whole(features, tier, redis, provider)),
        *(
            NotRendered(what, "it comes with a later version", names)
            for what, needed_by in _SERVICES
            if (names := _who(decided, once(needed_by)))
        ),
    )


def _who(decided: Sequence[FeatureDecisions], needs: Callable[[FeatureDecisions], bool]) -> tuple[str, ...]:
    return tuple([each.feature.id for each in decided if needs(each)])


def _whole(features: FeatureSet, tier: Tier, redis: RedisDecision, provider: Provider | None) -> Iterator[str]:
    """What keeps the whole stack from being rendered."""
    mode = redis.decision.choice
    if tier is Tier.MANAGED and provider is None:
        yield "no provider fits, so that there is nothing to render one around"
    if mode in SEVERAL and any(each.redis for each in features.environments):
        yield f"several Redis that are there already {_LATER}"
    if redis.shards > MOST_SHARDS.value:
        yield f"Redis in more than {int(MOST_SHARDS.value)} {MOST_SHARDS.what} ({redis.shards:,} are needed) {_LATER}"


def _has(pattern: Pattern) -> Callable[[FeatureDecisions], bool]:
    return lambda decided: any(each.choice is pattern for each in decided.patterns)


_SERVICES: tuple[tuple[str, Callable[[FeatureDecisions], bool]], ...] = (
    ("the poll service", lambda decided: decided.transport.choice in POLLING),
    (
        "the collaboration service",
        lambda decided: decided.feature.communication is Communication.COLLABORATIVE_EDITING,
    ),
    ("the broker for fan-out", _has(Pattern.FAN_OUT)),
    ("the event log and its projector", _has(Pattern.EVENT_SOURCING)),
)
