"""The plan: every name, number and text that the files of a stack are rendered from, settled.

Rendering adds nothing: it neither computes nor compares. Units stand in the names of the fields.
"""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from rtgen.decide.decisions import Decisions
from rtgen.decide.provider.break_even import BreakEven
from rtgen.domain.constraints import Constraint
from rtgen.domain.platform import Jwks, OwnGateway
from rtgen.domain.vocabulary import Access, Provider, RedisMode, Scope, Tier
from rtgen.plan.bill import Cost
from rtgen.plan.inbox import Inbox
from rtgen.plan.publisher import PublishQueue
from rtgen.plan.rubric import Score
from rtgen.plan.token_endpoint import TokenEndpoint
from rtgen.plan.usage import UsageLimit
from rtgen.record import NamedTuple

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = "dict[str, Json]"


class Edge(StrEnum):
    """What clients reach first."""

    DOMAIN = "domain"
    """The team's own name: an internet-facing load balancer, with a certificate and records of the stack's own
    or with a certificate that is given, whose name the team points at it."""
    CLOUDFRONT = "cloudfront"
    """No name given: a CloudFront distribution on its own domain, in front of an internal load balancer."""


class Timeouts(NamedTuple):
    """Every timeout along the path, in seconds. 2 × heartbeat lies below each idle timeout."""

    heartbeat_s: int
    """The gateway's ping interval."""
    pong_s: int
    """How long the gateway waits for the answer."""
    idle_s: int
    """The load balancer's idle timeout."""
    origin_read_s: int
    """CloudFront's origin read timeout."""
    deregistration_s: int
    """The drain: ECS sends SIGTERM only after it, when the load balancer has cut what was open."""
    shutdown_s: int
    """The gateway's own upper bound for closing down."""
    stop_s: int
    """ECS's wait between SIGTERM and SIGKILL."""


class OwnServer(NamedTuple):
    """A gateway of the user's own, as the stack runs it: what it declares, and who signs its users' tokens."""

    gateway: OwnGateway
    identity: Jwks | None
    """The identity provider that its users' tokens are checked with; None for the stack's own secret."""


class ChannelPlan(NamedTuple):
    """One feature's namespace in the gateway: who may do what in its channels."""

    feature: str
    title: str
    namespace: str
    template: str
    """A channel's name with its variable part in capitals, such as `order-chat:ROOM` or `alerts:#USER`."""
    scope: Scope
    access: Access
    subscribe: str
    """Who may subscribe, as one sentence for the document."""
    publish: str
    """Who may publish, as one sentence for the document."""
    history_size: int
    history_ttl_s: int
    options: JsonObject
    """The namespace's entry in the gateway's configuration."""
    proxies: tuple[str, ...] = ()
    """Names of the gateway's proxies that this feature needs: what the backend is asked about it."""


class RedisPlan(NamedTuple):
    """The Redis of a stack: replication groups of Valkey nodes, or one that is there already."""

    replicas: int
    """0: one node that keeps state through deployments (single tier); 1 or more: automatic failover."""
    prefix: str
    """Of every key and pub/sub channel; what the gateway's user may touch."""
    given: bool = False
    """It is there already; each environment names its address and its secret."""
    given_group: bool = False
    """Its security group is named, and gets a rule for the gateway."""
    mode: RedisMode = RedisMode.REPLICATED
    shards: int = 1
    """Primaries; the same in every environment, for each is its own resource or has its own alarms."""

    @property
    def numbered(self) -> bool:
        """Each shard is a group of its own, and the gateway spreads its channels over them."""
        return self.mode is RedisMode.CLIENT_SHARDED

    @property
    def cluster(self) -> bool:
        """The shards are one cluster, which spreads channels and keys itself."""
        return self.mode is RedisMode.CLUSTER

    @property
    def sharded(self) -> bool:
        """There are several primaries, and their number is a size."""
        return self.numbered or self.cluster


class Resource(NamedTuple):
    """One resource that the rendered program registers."""

    type: str
    """Pulumi type token, such as `aws:ecs/service:Service`."""
    name: str
    """Logical name; from nouns and spec ids, never from a version."""
    component: str
    protect: bool
    """Whether it holds state and is protected where the environment says so."""
    alias: str | None = None
    """The logical name that it may have been deployed under; it goes on as this one."""
    made_as: str | None = None
    """What it is made as once and for all, in a word: with another one a new resource takes its place."""


class EnvironmentPlan(NamedTuple):
    """One `Pulumi.<env>.yaml`: the region and the sizes, by configuration key without the project's prefix."""

    name: str
    region: str
    config: Mapping[str, Json]
    copied: frozenset[str] = frozenset()
    """Images whose copies the environment's own registry holds."""


class StackPlan(NamedTuple):
    """A self-hosted stack."""

    tier: Tier
    zones: int
    nat_gateways: int
    edge: Edge
    timeouts: Timeouts
    sticky_s: int
    """Life of the load balancer's cookie; 0 for none."""
    redis: RedisPlan | None
    jwks: bool
    """Users' tokens are checked against published keys; else with a shared secret that the stack makes."""
    packs_config: bool
    """Whether the gateway's configuration goes compressed into the task definition."""
    token_variable: str | None
    """The gateway's variable for the secret that the backend signs tokens with; None where it signs none."""
    proxies: tuple[str, ...]
    """Names of the gateway's proxies to the backend; their endpoints come from the configuration."""
    publishes_from: bool
    """An existing security group may publish, beside the stack's own."""
    resources: tuple[Resource, ...]
    alarm_email: bool = True
    """An address hears the alarms; each environment names its own or shares the platform's."""
    unusable_zones: tuple[str, ...] = ()
    """Ids of availability zones that lack what the stack needs."""
    network_given: bool = False
    """The VPC and its subnets are there already; each environment names them."""
    own: OwnServer | None = None
    """A server of the user's own in the gateway's place."""
    certificate_given: bool = False
    """The certificate is there already and each environment names its own; so are its names and their records."""


class Namespace(NamedTuple):
    """What Ably is told of one feature's channels."""

    feature: str
    identified: bool
    """Whether only clients with a name of their own may enter."""
    persisted: bool
    """Whether messages are kept longer than Ably keeps them anyway."""
    batching: bool
    """Whether messages are sent in batches: a channel has more of them than a client can use one by one."""


class Planned(NamedTuple):
    """What an environment must carry."""

    environment: str
    connections: int
    """At the same time, with growth."""


class ManagedPlan(NamedTuple):
    """What a stack is made of whose connections a provider holds."""

    provider: Provider
    endpoint: TokenEndpoint
    namespaces: tuple[Namespace, ...]
    """Only Ably has them."""
    published: tuple[str, ...]
    """Channels that the backend publishes into, as its key's capability names them; only Ably has such keys."""
    queue: PublishQueue | None
    """Before the provider, where what the backend publishes is delivered at least once."""
    inbox: Inbox | None
    """Behind the provider, where the backend must hear of what clients publish; only Ably fills one."""
    limits: tuple[UsageLimit, ...]
    """Of the provider's plan, which grow with the users."""
    planned: tuple[Planned, ...]
    scale: Fraction
    """Of the largest environment."""
    alarm_email: bool
    resources: tuple[Resource, ...]
    """Sorted by component, name and type."""

    @property
    def watched(self) -> bool:
        """Whether alarms watch the limits: only Ably has a key that reads how much is used, and does nothing else."""
        return self.provider is Provider.ABLY and bool(self.limits)


class Plan(NamedTuple):
    """Everything about one spec that is written to disk or to the terminal."""

    name: str
    title: str
    spec_file: str
    """The spec's path as messages show it."""
    decisions: Decisions
    channels: tuple[ChannelPlan, ...]
    environments: tuple[EnvironmentPlan, ...]
    gateway_config: JsonObject
    client_contract: JsonObject
    upstream: tuple[Constraint, ...]
    """What documents upstream state about this project."""
    costs: tuple[Cost, ...]
    """A month of each environment; none where no stack is rendered."""
    break_evens: tuple[BreakEven, ...]
    """Of each provider that fits against servers of one's own; none where these cannot be rendered."""
    stack: StackPlan | None
    """None where nothing can be rendered yet (a managed tier, Redis in cluster mode):
    then the document, plan.json and the client contract are all that is written."""
    managed: ManagedPlan | None = None
    """The stack around a provider; at most one of the two is there."""
    score: Score = Score(())
    """Without dimensions only until the rest is settled, from which it is judged."""

    @property
    def resources(self) -> tuple[Resource, ...]:
        """What the rendered program registers; nothing where none is rendered."""
        made = self.stack or self.managed
        return made.resources if made else ()
