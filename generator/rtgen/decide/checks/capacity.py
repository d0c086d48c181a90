"""What does not fit the largest size there is."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.decide import edits, facts
from rtgen.decide.capacity import Capacity, Sized, redis, tasks
from rtgen.decide.decision import Finding
from rtgen.decide.limits import NODE_TYPES, REDIS_NODE_CONNECTIONS
from rtgen.diagnostics import Rule, Severity
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Tier

ONE_TASK = Rule(
    "RT501",
    "One task does not carry the load",
    Severity.ERROR,
    "A single task of the largest size takes so many connections, deliveries and bytes a second, and no more.",
)
ONE_NODE = Rule(
    "RT502",
    "No Redis node is large enough",
    Severity.ERROR,
    "History is kept in memory; what the largest node type cannot hold is lost before its time.",
)
RULES = (ONE_TASK, ONE_NODE)


def findings(features: FeatureSet, capacity: Capacity, tier: Tier, shards: int) -> Iterator[Finding]:
    """What the largest environment asks for beyond any size."""
    largest = capacity.largest
    beyond = tasks.overloaded(largest.tasks) if tier is Tier.SINGLE else ()
    if beyond:
        yield Finding(
            ONE_TASK.id,
            ONE_TASK.severity,
            None,
            f"The single task of {largest.environment.name} is beyond its {' and '.join(beyond)}.",
            "Take `tier: auto`, `availability: high` or force `multi`, or publish less often to fewer receivers.",
            facts.place_of_platform(features, "tier"),
            edit=edits.several_servers(features.platform),
        )
    if largest.redis is not None and largest.redis.connections.value > REDIS_NODE_CONNECTIONS.value:
        yield Finding(
            ONE_NODE.id,
            ONE_NODE.severity,
            None,
            f"The tasks of {largest.environment.name} may open {int(largest.redis.connections.value):,} connections to "
            f"each node of Redis; a node of any type takes {int(REDIS_NODE_CONNECTIONS.value):,}.",
            "Allow a managed provider, or divide the features among several stacks.",
            features.provenance.entry,
        )
    elif _too_small(largest, shards):
        yield Finding(
            ONE_NODE.id,
            ONE_NODE.severity,
            None,
            f"Redis in {largest.environment.name} needs more than a {NODE_TYPES[-1].name} has.",
            "Keep less history in the gateway, and the rest in the backend's own store.",
            features.provenance.entry,
        )


def _too_small(largest: Sized, shards: int) -> bool:
    return largest.redis is not None and redis.node_type(largest.redis, shards) is None
