"""How a component's resources are named: `<component>-<thing>`."""

from __future__ import annotations

from collections.abc import Iterable

from rtgen.plan.model import Resource
from rtgen.record import NamedTuple


class Component(NamedTuple):
    """Names the resources of one component."""

    name: str

    def has(self, token: str, thing: str, *, protect: bool = False, made_as: str | None = None) -> Resource:
        """A resource of an AWS type such as `ecs/service:Service`."""
        return Resource(f"aws:{token}", f"{self.name}-{thing}", self.name, protect, made_as=made_as)

    def secret(self, thing: str) -> tuple[Resource, ...]:
        """A generated secret: its text, its place in Secrets Manager, and the one in the other."""
        name = f"{self.name}-{thing}"
        return (
            Resource("random:index/randomPassword:RandomPassword", name, self.name, protect=True),
            self.has("secretsmanager/secret:Secret", thing, protect=True),
            self.has("secretsmanager/secretVersion:SecretVersion", thing, protect=True),
        )

    def certificate(self) -> tuple[Resource, ...]:
        """A certificate with the record that proves its name."""
        return (
            self.has("acm/certificate:Certificate", "tls-certificate"),
            self.has("route53/record:Record", "tls-proof"),
            self.has("acm/certificateValidation:CertificateValidation", "tls-validation"),
        )


def in_order(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """By component, name and type: a new one shows as one line in a diff."""
    return tuple(sorted(resources, key=lambda each: (each.component, each.name, each.type)))
