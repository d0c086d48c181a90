"""What Redis carries and keeps, and the node type that is enough for it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.capacity.demand import Demand
from rtgen.decide.decision import Figure
from rtgen.decide.limits import (
    BURSTABLE_MESSAGES,
    DEPLOYMENT_FACTOR,
    FRAME_OVERHEAD,
    NODE_TYPES,
    PRESENCE_INTERVAL,
    REDIS_CHANNEL_MEMORY,
    REDIS_CONNECTION_MEMORY,
    REDIS_CONNECTIONS,
    REDIS_MEMBER_MEMORY,
    REDIS_MESSAGE_FACTOR,
    REDIS_NODE_CONNECTIONS,
    REDIS_PRESENCE_MEMORY,
    REDIS_USABLE,
    NodeType,
)
from rtgen.decide.working import Amount, Term, ceil, exact_sum, figure, limit, number, sum_of
from rtgen.record import NamedTuple


class RedisLoad(NamedTuple):
    """The load of Redis in one environment, over all shards."""

    deliveries: Term
    """A second, to the gateway's tasks."""
    delivered: Term
    """Bytes a second, to the gateway's tasks."""
    commands: Term
    """A second: a publication each, and the renewals of presence."""
    memory: Term
    """Bytes of history and presence."""
    connections: Term
    """To the primary of each shard, from all tasks when scaled out and while a deployment replaces them."""


class Asked(NamedTuple):
    """The same in numbers alone."""

    deliveries: Fraction
    delivered: Fraction
    commands: Fraction
    memory: Fraction
    connections: Fraction


def redis_load(demand: Demand, tasks: int, connections: Term) -> RedisLoad:
    """What this many tasks ask of Redis: a publication reaches each task that has a subscriber of its channel."""
    deliveries, octets = to_tasks(demand, tasks)
    return RedisLoad(
        deliveries=ceil(deliveries),
        delivered=ceil(octets + deliveries * limit(FRAME_OVERHEAD)),
        commands=ceil(commands(demand)),
        memory=state_memory(demand),
        connections=connections,
    )


def connections(most: int, *, single: bool) -> Term:
    """To one shard, of this many tasks. A single task is stopped before the next one; publishers reach the gateway."""
    held = number(most) * limit(REDIS_CONNECTIONS)
    return held if single else held * limit(DEPLOYMENT_FACTOR)


def commands(demand: Demand) -> Term:
    """Publications, and renewals of presence, a second."""
    present = demand.load.present.at(demand.scale)
    return demand.load.publications.at(demand.scale) + present / limit(PRESENCE_INTERVAL)


def to_tasks(demand: Demand, tasks: int) -> tuple[Term, Term]:
    """Publications and bytes a second to the tasks: channels that fewer connections hear reach fewer tasks."""
    heard, scale = demand.load.heard, demand.scale
    few = [each for each in heard if each.receivers < tasks]
    many = heard[len(few) :]
    publications = [_share(each.publications * max(each.receivers, Fraction(1)) * scale) for each in few]
    octets = [_share(each.octets * max(each.receivers, Fraction(1)) * scale) for each in few]
    to_all, octets_to_all = (
        exact_sum(_share(each.publications) for each in many) * scale,
        exact_sum(_share(each.octets) for each in many) * scale,
    )
    return (
        sum_of(publications)[0] + number(to_all) * number(tasks),
        sum_of(octets)[0] + number(octets_to_all) * number(tasks),
    )


def _share(value: Fraction) -> Amount:
    return (("",), value.numerator, value.denominator)


def state_memory(demand: Demand) -> Term:
    """Bytes of history and presence: what Redis keeps, or the gateway itself where there is none."""
    return ceil(kept(demand))


def kept(demand: Demand) -> Term:
    """The same before it is rounded up."""
    load, scale = demand.load, demand.scale
    return (
        load.stored.at(scale) * limit(REDIS_MESSAGE_FACTOR)
        + load.stored_channels.at(scale) * limit(REDIS_CHANNEL_MEMORY)
        + load.present.at(scale) * limit(REDIS_MEMBER_MEMORY)
        + load.present_channels.at(scale) * limit(REDIS_PRESENCE_MEMORY)
    )


def node_type(load: RedisLoad, shards: int) -> NodeType | None:
    """The first node type that is enough in memory, bandwidth, connections and messages; None where none is."""
    return first_fitting(asked(load), shards)


def first_fitting(load: Asked, shards: int) -> NodeType | None:
    """The same of the amounts alone."""
    fitting = (node for node in NODE_TYPES if all(value <= most for value, most, _ in bounds(load, shards, node)))
    return next(fitting, None)


def asked(load: RedisLoad) -> Asked:
    """The amounts alone."""
    return Asked(
        load.deliveries.value, load.delivered.value, load.commands.value, load.memory.value, load.connections.value
    )


def bounds(load: Asked, shards: int, node: NodeType) -> tuple[tuple[Fraction, Fraction, str], ...]:
    """What is asked of shards of this node type, the most that they take, and the unit."""
    held = load.memory + load.connections * REDIS_CONNECTION_MEMORY.value * shards
    memory = (held, node.memory * REDIS_USABLE.value * shards, "bytes kept")
    delivered = (load.delivered, Fraction(node.bandwidth * shards), "bytes/s")
    open_ones = (load.connections, REDIS_NODE_CONNECTIONS.value, "connections a node")
    if not node.burstable:
        return memory, delivered, open_ones
    messages = load.deliveries + load.commands
    return memory, delivered, open_ones, (messages, BURSTABLE_MESSAGES.value * shards, "messages/s")


def figures(load: RedisLoad, shards: int) -> Iterator[Figure]:
    """The load of Redis with its working."""
    yield figure(
        "redis_deliveries", "messages/s", load.deliveries, "publications × min(tasks, receivers of the channel)"
    )
    yield figure("redis_delivered", "bytes/s", load.delivered)
    yield figure("redis_commands", "commands/s", load.commands, "publications, and renewals of presence")
    yield figure(
        "redis_memory",
        "bytes",
        load.memory,
        "1.25 × data kept + 4600 a channel with history + 340 a member present + 500 a channel with presence",
    )
    for_connections = number(load.connections.value) * limit(REDIS_CONNECTION_MEMORY) * number(shards)
    needed = ceil((number(load.memory.value) + for_connections) / limit(REDIS_USABLE))
    yield figure("redis_node_memory", "bytes", needed, "with the connections' own; a quarter of a node is reserved")
    messages = ceil((number(load.deliveries.value) + number(load.commands.value)) / number(shards))
    burstable = f"assumption: {int(BURSTABLE_MESSAGES.value)} {BURSTABLE_MESSAGES.what} at most"
    yield figure("redis_messages", "messages/s a shard", messages, burstable)
    most = f"of {int(REDIS_NODE_CONNECTIONS.value)} that a node takes; when scaled out, while a deployment runs"
    yield figure("redis_connections", "connections a node", load.connections, most)
