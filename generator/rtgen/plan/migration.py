"""What a stack gains and loses on its way to the next tier: the resources of both, compared."""

from __future__ import annotations

from rtgen.decide.limits import REPLICAS
from rtgen.domain.vocabulary import Tier
from rtgen.plan.components import resources
from rtgen.plan.model import RedisPlan, Resource, StackPlan
from rtgen.record import NamedTuple


class Migration(NamedTuple):
    """A step up within the same stack."""

    added: tuple[Resource, ...]
    removed: tuple[Resource, ...]


def to_multi(stack: StackPlan, prefix: str) -> Migration:
    """From one task to many: Redis between them, a way out of each zone, autoscaling, and what watches that."""
    redis = RedisPlan(replicas=int(REPLICAS.value), prefix=prefix)
    larger = resources(
        stack._replace(tier=Tier.MULTI, redis=redis, nat_gateways=0 if stack.network_given else stack.zones)
    )
    now, then = frozenset(stack.resources), frozenset(larger)
    return Migration(
        added=tuple(each for each in larger if each not in now),
        removed=tuple(each for each in stack.resources if each not in then),
    )
