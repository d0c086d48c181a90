"""The publisher of a managed stack: the queue of what the backend publishes, and the function that empties it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.decisions import Decisions
from rtgen.decide.provider.candidates import offer_of
from rtgen.decide.provider.offer import Stated
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Ordering, Provider, Publisher
from rtgen.plan.token_endpoint import ChannelRule
from rtgen.record import NamedTuple

LARGEST_IN_QUEUE = 255 * 1_024
"""Bytes of a queued message: SQS takes 256 KiB with its attributes (AWS: SQS message quotas; since August 2025 it takes
more where a queue is told so), and a dead letter has one that says why."""
LEAST_CONCURRENCY, MOST_CONCURRENCY = 2, 1_000
"""Of a queue's event source (AWS: Lambda's API, ScalingConfig)."""
PUBLISH_S = Fraction(1, 4)
"""Of one call at the provider, with room for a slow hour; policy."""


class PublishRule(NamedTuple):
    """One feature's line in the function's table."""

    feature: str
    name: str
    """The provider's name of a channel; `{user}` and `{id}` stand for ids."""


class PublishQueue(NamedTuple):
    """What the queue, the function and their component are rendered from."""

    fifo: bool
    """Whether a feature asks for an order: a channel's messages then wait for each other, and for nothing else."""
    reliable: tuple[str, ...]
    """Features that are delivered at least once, which the queue is for."""
    rules: tuple[PublishRule, ...]
    """All features that the backend publishes into: what its key opens, the queue takes."""
    largest: int
    """Bytes of a message's data, by the provider's plan or by SQS, whichever is less."""
    rate: Fraction
    """Messages a second at the planned peak, of all these features at full scale."""

    def concurrency(self, scale: Fraction) -> int:
        """Calls at the provider at the same time that carry an environment's peak."""
        needed = -(-self.rate * scale * PUBLISH_S // 1)
        return int(min(max(needed, LEAST_CONCURRENCY), MOST_CONCURRENCY))


def publish_queue(
    features: FeatureSet, decisions: Decisions, provider: Provider, rules: tuple[ChannelRule, ...]
) -> PublishQueue | None:
    """The queue of a spec; None where nothing that the backend publishes is to be delivered at least once."""
    need = decisions.provider.need
    promised = need.reliable if need else ()
    reliable = tuple(each.id for each in promised if each.publish.by is Publisher.SERVER)
    if not reliable:
        return None
    published = tuple(_published(features, rules))
    taken = {each.feature for each in published}
    return PublishQueue(
        fifo=any(each.id in taken and each.ordering is not Ordering.NONE for each in features.features),
        reliable=reliable,
        rules=published,
        largest=min(_largest(decisions, provider), LARGEST_IN_QUEUE),
        rate=sum(
            (
                each.publications * features.audiences[each.feature.audience].growth
                for each in decisions.features
                if each.feature.id in taken
            ),
            Fraction(0),
        ),
    )


def _published(features: FeatureSet, rules: tuple[ChannelRule, ...]) -> Iterator[PublishRule]:
    for feature, rule in zip(features.features, rules, strict=True):
        if feature.publish.by is Publisher.SERVER:
            yield PublishRule(feature.id, rule.name)


def _largest(decisions: Decisions, provider: Provider) -> int:
    """What the plan takes that was chosen; without a published number, what the queue takes."""
    bound = offer_of(decisions.provider.candidate(provider)).limits.message_size
    return int(bound.value) if bound.stated is Stated.LIMITED else LARGEST_IN_QUEUE
