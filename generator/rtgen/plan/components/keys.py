"""The keys by which the backend and the gateway know each other."""

from __future__ import annotations

from collections.abc import Iterator

from rtgen.plan.components.naming import Component
from rtgen.plan.model import Resource, StackPlan


def keys(stack: StackPlan) -> Iterator[Resource]:
    """One to publish, one to sign tokens where the backend does, one for calls of the backend."""
    component = Component("keys")
    yield from component.secret("publish")
    if stack.token_variable is not None:
        yield from component.secret("token")
    if stack.proxies:
        yield from component.secret("proxy")
