"""Where and on what the features run, as the spec asks for it."""

import datetime
from fractions import Fraction
from typing import Literal

from rtgen.domain.provenance import Provenance
from rtgen.domain.vocabulary import Availability, Managed, Provider, Tier
from rtgen.record import NamedTuple


class ForcedTier(NamedTuple):
    """A tier that the spec fixes, and the reason that it must give."""

    tier: Tier
    because: str


class GatewayMetrics(NamedTuple):
    """Where a server of the user's own reports its metrics, in Prometheus' text format, and their names."""

    stated: bool
    """The spec says it; else it is what the contract takes for granted."""
    path: str
    port: int
    """The internal port, which answers health, metrics and publishing."""
    connections: str
    """A gauge without labels: the connections of this server."""
    accepted: str
    """A counter: connections taken since the start."""
    messages: str
    """A counter: messages sent to clients since the start."""


class OwnGateway(NamedTuple):
    """A user's own server in the place of Centrifugo, and what it declares of itself."""

    image: str
    port: int
    """Where clients connect."""
    health: str
    metrics: GatewayMetrics
    transports: tuple[str, ...]
    resume: bool
    redis: tuple[str, ...]
    sticky: bool


class ClientAbilities(NamedTuple):
    """What a client SDK of the user's own can do."""

    reconnects: bool
    backoff: bool
    jitter: bool
    resumes: bool


class Jwks(NamedTuple):
    """Users' tokens are signed by an identity provider that publishes its keys."""

    url: str
    issuer: str | None
    audience: str | None


class Backend(NamedTuple):
    """The team's own service."""

    url: str | None
    """Asked by the gateway's proxies and remote calls."""
    publishes_from: str | None
    """An existing security group that may publish."""


class ExistingNetwork(NamedTuple):
    """A VPC that is there already."""

    vpc_id: str
    public_subnet_ids: tuple[str, ...]
    private_subnet_ids: tuple[str, ...]


class ExistingRedis(NamedTuple):
    """A Redis or Valkey that is there already."""

    endpoint: str
    port: int
    secret_arn: str | None
    """A secret with the keys `username` and `password`; None only in a spec that is refused."""
    security_group_id: str | None = None
    """The Redis' own group: it gets one rule for the gateway. None where the team opens the way itself."""


class ExistingApi(NamedTuple):
    """An HTTP API of API Gateway that is there already: a provider's token endpoint becomes a route of it."""

    id: str
    path: str
    """Of the route, with a slash in front."""
    url: str | None
    """Where clients reach that API; None for its own endpoint and the stage `$default`."""


class Domain(NamedTuple):
    """A name of the team's own, in a Route 53 zone."""

    name: str
    zone: str


class Platform(NamedTuple):
    """The `platform` of a spec, complete."""

    region: str
    tier: ForcedTier | None
    provider: Provider | None
    managed: Managed
    availability: Availability
    gateway: OwnGateway | None
    """None for Centrifugo, the default."""
    client: str | ClientAbilities
    """The name of the SDK, `centrifuge-js` by default."""
    auth: Jwks | None
    """None for tokens signed with a shared secret (HMAC)."""
    backend: Backend
    origins: tuple[str, ...]
    users_per_address: int
    sticky_sessions: Literal["auto", "on", "off"]
    network: ExistingNetwork | None
    redis: ExistingRedis | None
    api: ExistingApi | None
    """None for an HTTP API that the stack makes."""
    domain: Domain | None
    certificate_arn: str | None
    budget: Fraction | None
    """USD a month."""
    large_scale_connections: int
    alarm_email: str | None
    provenance: Provenance


class Environment(NamedTuple):
    """One environment: what it changes of the platform, complete. Nothing here changes the topology."""

    name: str
    scale: Fraction
    """Share of the declared load."""
    protect: bool
    """Whether what holds state is protected from deletion."""
    region: str
    domain: Domain | None
    """Unlike any other environment's: two stacks cannot own one name."""
    certificate_arn: str | None
    origins: tuple[str, ...]
    backend: Backend
    network: ExistingNetwork | None
    redis: ExistingRedis | None
    api: ExistingApi | None
    """Unlike any other environment's: one API has one route of a path."""
    budget: Fraction | None
    alarm_email: str | None
    provenance: Provenance


class Waiver(NamedTuple):
    """A finding that the team accepts on purpose, for a time."""

    rule: str
    feature: str | None
    because: str
    until: datetime.date
    provenance: Provenance
