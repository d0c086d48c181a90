"""Scaling: 5 several servers with pub/sub between them, shown; 3 one that carries the load; 1 one that cannot."""

from collections.abc import Iterator, Sequence

from rtgen.decide.decision import Finding
from rtgen.decide.limits import SINGLE_CONNECTIONS
from rtgen.domain.features import FeatureSet
from rtgen.domain.vocabulary import Tier
from rtgen.plan.model import Plan
from rtgen.plan.rubric import Dimension, DimensionName
from rtgen.plan.score.claim import Claim, config, decision, found, graded, has, resource

_TIER = "rtgen:tests/decide/test_tier.py::test_the_first_row_that_matches_wins"
_NODES = (
    "rtgen:tests/runtime/test_recovery.py::test_two_nodes_deliver_to_each_others_clients_and_a_killed_one_loses_nothing"
)
_AUTOSCALING = "stack:tests/test_gateway.py::test_autoscaling_acts_before_a_task_is_full_and_is_slow_to_stop_one"
_SPREAD = "stack:tests/test_gateway.py::test_connections_are_spread_by_how_many_a_task_has"
_ZONE = "stack:tests/test_ownership.py::test_redis_survives_the_loss_of_a_zone"
_GIVEN = "a Redis of the stack's own: whether yours survives, rtgen cannot see"
_SEVERAL = "several servers with Redis between them (`availability: high`)"


def scaling(_features: FeatureSet, plan: Plan, findings: Sequence[Finding]) -> Dimension:
    """Whether the load may grow by adding servers, and whether what is planned carries it."""
    claims = (carried_claim(plan), *_several(plan))
    return graded(DimensionName.SCALING, plan, claims, findings, basic=carried(plan))


def carried_claim(plan: Plan) -> Claim:
    """That the tier is one for the load."""
    return Claim(
        "the tier carries the connections that are planned for",
        decision("tier.max_connections"),
        carried(plan),
        _TIER,
        "`tier: auto`: one server should not hold so many connections",
    )


def carried(plan: Plan) -> bool:
    """Whether the tier holds as many connections as are planned for."""
    tier = plan.decisions.tier
    return tier.decision.choice is not Tier.SINGLE or tier.max_connections.value <= SINGLE_CONNECTIONS.value


def _several(plan: Plan) -> Iterator[Claim]:
    engine, group = config("engine.type"), resource(_group(plan))
    redis = plan.stack.redis if plan.stack else None
    replicas = redis is not None and redis.replicas > 0
    several = plan.decisions.tier.decision.choice is not Tier.SINGLE
    yield Claim(
        "a message published at one server reaches the clients of all",
        engine,
        several and found(plan, engine) == ["redis"],
        _NODES,
        _SEVERAL,
    )
    needed = (
        "a Redis of the stack's own: whether yours survives, rtgen cannot see" if redis and redis.given else _SEVERAL
    )
    yield Claim("Redis survives the loss of a zone", group, has(plan, group) and replicas, _ZONE, needed)
    for shows, name, test in (
        ("the number of servers follows the connections", "autoscaling-target", _AUTOSCALING),
        ("another starts before one is full", "autoscaling-policy", _AUTOSCALING),
        ("connections are spread over the servers", "edge-clients", _SPREAD),
    ):
        yield Claim(shows, resource(name), has(plan, resource(name)), test, _SEVERAL)


def _group(plan: Plan) -> str:
    """The name of what Redis' nodes are in: the first group, where there are several."""
    redis = plan.stack.redis if plan.stack else None
    if redis is None or not redis.sharded:
        return "redis-group"
    return "redis-cluster" if redis.cluster else "redis-group-1"
