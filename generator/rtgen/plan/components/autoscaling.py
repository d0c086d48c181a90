"""Autoscaling."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.domain.vocabulary import Tier
from rtgen.plan.components.naming import Component
from rtgen.plan.model import Resource, StackPlan


def autoscaling(stack: StackPlan) -> Iterator[Resource]:
    """Follows the connections per task; a single task is not scaled."""
    if stack.tier is Tier.MULTI:
        component = Component("autoscaling")
        yield component.has("appautoscaling/target:Target", "target")
        yield component.has("appautoscaling/policy:Policy", "policy")
