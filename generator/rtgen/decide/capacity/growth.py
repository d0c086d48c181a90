"""What a multiple of the peak asks of the tasks and of Redis, with tasks of the size that there is.

Every load is proportional to the peak, but for what Redis sends: a channel is heard by more tasks when there are more.
Plain fractions, because thresholds are looked for in every plan.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache, cached_property

from rtgen.decide.capacity import Sized
from rtgen.decide.capacity.redis import Asked, commands, connections, kept, to_tasks
from rtgen.decide.capacity.tasks import Carrying, carrying
from rtgen.decide.limits import FRAME_OVERHEAD, MULTI_TASKS, TASKS_ROOM


class Growth:
    """One environment at multiples of its peak."""

    def __init__(self, of: Sized, zones: int) -> None:
        """`zones` is 1 for a single task, which no second one replaces."""
        self._of = of
        self._zones = zones
        self._loads = carrying(of.tasks, of.demand)
        self._by_tasks = cache(self._today)

    def carried(self) -> tuple[Carrying, ...]:
        """Today's loads, and what as many tasks as there may be carry of them."""
        most = int(self._of.tasks.most.value)
        whole = [each._replace(capacity=each.capacity * most) for each in self._loads]
        if self._zones > 1:
            left = most * (self._zones - 1) // self._zones
            peak = self._of.demand.load.connections.at(self._of.demand.scale).value
            capacity = self._of.tasks.connections.value * left
            whole.append(Carrying(peak, capacity, "connections after the loss of a zone"))
        return tuple(whole)

    def redis(self, growth: Fraction) -> Asked:
        """What this multiple of the peak asks of Redis."""
        deliveries, delivered = self._by_tasks(self.tasks(growth))

        def grown(value: Fraction) -> Fraction:
            return Fraction(math.ceil(value * growth))

        return Asked(
            deliveries=grown(deliveries),
            delivered=grown(delivered),
            commands=grown(self._commands),
            memory=grown(self._kept),
            connections=self.redis_connections(growth),
        )

    def redis_connections(self, growth: Fraction) -> Fraction:
        """To one shard, with as many tasks as autoscaling may then start."""
        single = self._zones == 1
        most = 1 if single else math.ceil(self.tasks(growth) * TASKS_ROOM.value)
        return connections(most, single=single).value

    def tasks(self, growth: Fraction) -> int:
        """Tasks that this multiple of the peak needs."""
        if self._zones == 1:
            return 1
        held = self._of.demand.load.connections.at(self._of.demand.scale).value * growth
        left = math.ceil(held / self._of.tasks.connections.value)
        lost = -(-left * self._zones // (self._zones - 1))
        return max(
            int(MULTI_TASKS.value), lost, *(math.ceil(each.load * growth / each.capacity) for each in self._loads)
        )

    @cached_property
    def _commands(self) -> Fraction:
        return commands(self._of.demand).value

    @cached_property
    def _kept(self) -> Fraction:
        return kept(self._of.demand).value

    def _today(self, tasks: int) -> tuple[Fraction, Fraction]:
        """Messages and bytes a second that Redis sends to this many tasks at today's peak."""
        deliveries, octets = to_tasks(self._of.demand, tasks)
        return deliveries.value, octets.value + deliveries.value * FRAME_OVERHEAD.value
