"""How large a gateway's task is, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rtgen.decide.capacity.demand import Demand
from rtgen.decide.connections import exactly_planned
from rtgen.decide.decision import Figure
from rtgen.decide.limits import (
    COLLECTOR_MEMORY,
    CONNECTION_MEMORY,
    CONNECTIONS_A_GB,
    CONNECTIONS_A_VCPU,
    CONNECTS_A_VCPU,
    CPU_UNITS,
    DELIVERIES_A_VCPU,
    DEPLOYMENT_FACTOR,
    FILE_DESCRIPTORS,
    GATEWAY_MEMORY,
    MIB,
    MULTI_TASKS,
    OTHER_DESCRIPTORS,
    PREFERRED_TASKS,
    SCALE_AT,
    SINGLE_TASK_SIZES,
    TASK_BANDWIDTH,
    TASK_CONNECTIONS,
    TASK_MEMORY_STEPS,
    TASK_SIZES,
    TASKS_ROOM,
)
from rtgen.decide.working import Term, ceil, figure, floor, largest, limit, number, smallest
from rtgen.domain.vocabulary import Tier
from rtgen.record import NamedTuple

SINGLE_TASKS = 1


class Tasks(NamedTuple):
    """The gateway's tasks in one environment."""

    cpu: int
    """Fargate CPU units."""
    memory_mib: int
    connections: Term
    """Of one task at most."""
    memory: Term
    """Bytes that one task needs with all its connections."""
    needs: tuple[tuple[str, Term], ...]
    """How many tasks each demand alone asks for."""
    least: Term
    """Tasks that the declared load needs."""
    most: Term
    """Tasks up to which autoscaling may go."""
    connect_rate: Term
    """New connections a second that one task accepts."""

    @property
    def vcpu(self) -> Fraction:
        """Of one task."""
        return Fraction(self.cpu, CPU_UNITS)


def tasks(demand: Demand, tier: Tier, zones: int, state: Term) -> Tasks:
    """The tasks for this demand. `state` is what the gateway keeps in its own memory, in bytes.

    Several tasks: the smallest size of which a handful is enough. One task: the smallest that is enough at all.
    Sizes double, so that more load never means less capacity over all.
    """
    if tier is Tier.SINGLE:
        return _single(demand, state)
    fitting = (size for size in TASK_SIZES if _least(_needs(demand, size, zones)).value <= PREFERRED_TASKS.value)
    size = next(fitting, TASK_SIZES[-1])
    needs = _needs(demand, size, zones)
    least = _least(needs)
    return _of(size, needs, least, ceil(least) * limit(TASKS_ROOM), _memory(size, state))


def _single(demand: Demand, state: Term) -> Tasks:
    fitting = (size for size in SINGLE_TASK_SIZES if _one_is_enough(demand, size))
    cpu, memory_mib = next(fitting, SINGLE_TASK_SIZES[-1])
    memory = _memory((cpu, memory_mib), state)
    steps = TASK_MEMORY_STEPS[cpu]
    enough = (step for step in steps if step >= memory_mib and step * MIB >= memory.value)
    one = number(SINGLE_TASKS)
    needs = tuple(_load_needs(demand, (cpu, memory_mib)))
    return _of((cpu, next(enough, steps[-1])), needs, one, one, memory)


def _of(size: tuple[int, int], needs: tuple[tuple[str, Term], ...], least: Term, most: Term, memory: Term) -> Tasks:
    cpu, memory_mib = size
    return Tasks(
        cpu=cpu,
        memory_mib=memory_mib,
        connections=connections_of(size),
        memory=memory,
        needs=needs,
        least=least,
        most=most,
        connect_rate=floor(limit(CONNECTS_A_VCPU) * _vcpu(size)),
    )


def connections_of(size: tuple[int, int]) -> Term:
    """`min(50000, 25000 × vCPU, 20000 × GB)`."""
    _, memory_mib = size
    gigabytes = number(Fraction(memory_mib, CPU_UNITS))
    return floor_of(
        smallest(limit(TASK_CONNECTIONS), limit(CONNECTIONS_A_VCPU) * _vcpu(size), limit(CONNECTIONS_A_GB) * gigabytes)
    )


def floor_of(term: Term) -> Term:
    """Rounded down where it is not whole already."""
    return term if term.value.denominator == 1 else floor(term)


def _vcpu(size: tuple[int, int]) -> Term:
    return number(Fraction(size[0], CPU_UNITS))


def _memory(size: tuple[int, int], state: Term) -> Term:
    """What a task needs when it is full: connections, its own state, the gateway and the collector beside it."""
    held = number(connections_of(size).value) * limit(CONNECTION_MEMORY)
    return ceil(held + state + limit(GATEWAY_MEMORY) + limit(COLLECTOR_MEMORY))


def _load_needs(demand: Demand, size: tuple[int, int]) -> Iterator[tuple[str, Term]]:
    cap = number(connections_of(size).value)
    yield "connections", ceil(number(demand.planned.value) / cap)
    yield "deliveries", ceil(number(demand.deliveries.value) / (limit(DELIVERIES_A_VCPU) * _vcpu(size)))
    yield "egress", ceil(number(demand.egress.value) / limit(TASK_BANDWIDTH))


def _needs(demand: Demand, size: tuple[int, int], zones: int) -> tuple[tuple[str, Term], ...]:
    """What is left after the loss of a zone carries the peak: of t tasks in z zones, t − ceil(t ÷ z) are left."""
    cap = number(connections_of(size).value)
    left = ceil(number(demand.connections.value) / cap)
    lost = ceil(left * number(zones) / number(zones - 1))
    return (*_load_needs(demand, size), ("zone_loss", lost))


def _least(needs: tuple[tuple[str, Term], ...]) -> Term:
    return largest(limit(MULTI_TASKS), *(number(term.value) for _, term in needs))


def _one_is_enough(demand: Demand, size: tuple[int, int]) -> bool:
    return all(term.value <= SINGLE_TASKS for _, term in _load_needs(demand, size))


class Carrying(NamedTuple):
    """One kind of load, and how much of it is carried."""

    load: Fraction
    capacity: Fraction
    unit: str


def carrying(of: Tasks, demand: Demand) -> tuple[Carrying, ...]:
    """Each kind of load, and what one task carries of it."""
    planned = exactly_planned(demand.load.connections, demand.scale)
    return (
        Carrying(planned, of.connections.value, "connections"),
        Carrying(demand.deliveries.value, DELIVERIES_A_VCPU.value * of.vcpu, "deliveries/s"),
        Carrying(demand.egress.value, TASK_BANDWIDTH.value, "bytes/s"),
    )


def overloaded(of: Tasks) -> tuple[str, ...]:
    """What a single task does not carry at any size; empty when it does."""
    return tuple(name for name, term in of.needs if term.value > of.most.value)


def scale_at(of: Tasks, demand: Demand) -> Term:
    """Connections per task at which another one is started: 65 % of its cap.

    Fewer where deliveries or bytes ask for more tasks than connections do: those then grow with the connections.
    """
    busiest = max(term.value for name, term in of.needs if name in _BY_MESSAGES)
    share = floor(number(of.connections.value) * limit(SCALE_AT))
    if busiest <= SINGLE_TASKS:
        return share
    return largest(number(1), smallest(share, floor(number(demand.connections.value) / number(busiest))))


_BY_MESSAGES = frozenset({"deliveries", "egress"})


def figures(of: Tasks, demand: Demand, tier: Tier) -> Iterator[Figure]:
    """The sizes of the gateway with their working."""
    yield figure("connections_per_task", "connections", of.connections, "min(50k, 25k × vCPU, 20k × GB)")
    for name, term in of.needs:
        yield figure(f"tasks_for_{name}", "tasks", term)
    yield figure("tasks", "tasks", of.least, "" if tier is not Tier.SINGLE else "one task holds all connections")
    yield figure("tasks_most", "tasks", of.most, "room for autoscaling" if tier is not Tier.SINGLE else "")
    yield figure("task_memory", "bytes", of.memory, f"of {of.memory_mib} MiB")
    yield figure("connect_rate", "connections/s a task", of.connect_rate)
    descriptors = number(of.connections.value) + limit(OTHER_DESCRIPTORS)
    yield figure("file_descriptors", "files a task", descriptors, f"of {int(FILE_DESCRIPTORS.value)}")
    doubled = number(of.most.value) * number(of.vcpu) * limit(DEPLOYMENT_FACTOR)
    yield figure("fargate_vcpu_quota", "vCPU", ceil(doubled), "a deployment runs old and new tasks side by side")
    if tier is not Tier.SINGLE:
        yield figure("scale_at", "connections a task", scale_at(of, demand), "autoscaling's target")
        fill = ceil(number(scale_at(of, demand).value) / number(of.connect_rate.value))
        yield figure(
            "rebalancing",
            "s at least",
            fill,
            "a new task fills by new connections alone, at its connect rate; open ones stay where they are",
        )
