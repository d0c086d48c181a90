"""Every decision of a spec beside what would flip it: what `rtgen explain` shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from rtgen.decide import decide_feature, decide_shared, facts
from rtgen.decide.decision import Decision, Fact
from rtgen.decide.decisions import Decisions, FeatureDecisions, Sdk
from rtgen.decide.flips import Flip, Outcome, Scalar, flips
from rtgen.decide.lock import RecordedDecisions
from rtgen.decide.topology import StickySessions
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Tier
from rtgen.record import NamedTuple

Vary = Callable[[str, Scalar], FeatureSet | None]
"""The spec with another value at a dotted path; None where it would not be a valid one."""


class Explained(NamedTuple):
    """One decision, with what would flip it."""

    subject: str
    """What was decided: `transport`, `tier`."""
    choice: str
    decision: Decision[object]
    through: tuple[Fact, ...]
    """What it read through the tier alone, which was decided before it."""
    flips: tuple[Flip, ...]
    searched: bool = True
    """Whether flips were looked for."""


def of_feature(
    decided: FeatureDecisions, vary: Vary, recorded: RecordedDecisions, sdk: Sdk | None = None
) -> tuple[Explained, ...]:
    """The transport of a feature, at a provider with this SDK, and each of its patterns."""
    feature, name = decided.feature, decided.feature.id

    @cache
    def again(path: str, value: Scalar) -> FeatureDecisions | None:
        features = vary(path, value)
        return None if features is None else decide_feature(features, name, recorded, sdk)

    def transport(path: str, value: Scalar) -> Outcome | None:
        other = again(path, value)
        return None if other is None else Outcome(other.transport.choice.value, other.transport.rule)

    chosen = decided.transport
    explained = [_explained("transport", chosen.choice.value, facts.of_decision(chosen, feature), transport)]
    for pattern in decided.patterns:
        word, rule = pattern.choice.value, pattern.rule

        def needed(path: str, value: Scalar, word: str = word, rule: str = rule) -> Outcome | None:
            other = again(path, value)
            found = other is not None and any(each.choice.value == word for each in other.patterns)
            return None if other is None else Outcome(word if found else "not needed", rule)

        explained.append(_explained("pattern", word, facts.of_decision(pattern, feature), needed))
    return tuple(explained)


def of_shared(decisions: Decisions, vary: Vary | None, recorded: RecordedDecisions) -> tuple[Explained, ...]:
    """Tier, provider and pooling; Redis and sticky sessions where there is a gateway.

    Without `vary`, flips are not looked for.
    """

    @cache
    def again(path: str, value: Scalar) -> tuple[Outcome, Outcome, Outcome, Outcome] | None:
        features = None if vary is None else vary(path, value)
        if features is None:
            return None
        shared = decide_shared(features, recorded)
        tier, redis, sticky = shared.tier.decision, shared.redis.decision, shared.sticky
        provider = shared.provider.decision
        return (
            Outcome(tier.choice.value, tier.rule),
            Outcome(redis_choice(redis.choice), redis.rule),
            Outcome(cookie(sticky.choice), sticky.rule),
            Outcome(provider.choice or "none", provider.rule),
        )

    def asking(index: int) -> Callable[[str, Scalar], Outcome | None]:
        def ask(path: str, value: Scalar) -> Outcome | None:
            outcomes = again(path, value)
            return None if outcomes is None else outcomes[index]

        return ask

    tier, redis, sticky = decisions.tier.decision, decisions.redis.decision, decisions.sticky
    provider = decisions.provider.decision
    of_gateway = (
        _explained("Redis", redis_choice(redis.choice), redis, asking(1), tier.facts),
        _explained("sticky sessions", cookie(sticky.choice), sticky, asking(2), tier.facts),
    )
    each = (
        _explained("tier", tier.choice.value, tier, asking(0)),
        *(() if tier.choice is Tier.MANAGED else of_gateway),
        _explained("provider", provider.choice or "none", provider, asking(3), tier.facts),
        _explained("pooling", decisions.pooling.choice, decisions.pooling, None),
    )
    return each if vary is not None else tuple(one._replace(searched=False) for one in each)


def redis_choice(mode: str | None) -> str:
    """The mode of Redis in a word."""
    return mode or "none"


def cookie(sticky: StickySessions) -> str:
    """The cookie in words."""
    return f"cookie of {sticky.seconds} s" if sticky.enabled else "off"


def _explained(
    subject: str,
    choice: str,
    decision: Decision[object],
    ask: Callable[[str, Scalar], Outcome | None] | None,
    through: tuple[Fact, ...] = (),
) -> Explained:
    own = {each.subject for each in decision.facts}
    further = tuple(each for each in through if each.subject not in own)
    found = () if ask is None else flips((*decision.facts, *further), Outcome(choice, decision.rule), ask)
    return Explained(subject, choice, decision, further, found)
